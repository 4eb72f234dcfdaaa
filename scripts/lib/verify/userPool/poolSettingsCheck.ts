import { declaredPool, poolAsItIs } from "../../vendors/aws/userPool/poolSettings.ts";
import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { UserPoolUnderTest } from "./UserPoolUnderTest.ts";
import { userPoolCheck } from "./userPoolCheck.ts";

/** How people get an account of the pool, sign in to it and keep it, and that no function has a say in their tokens. */
export function poolSettingsCheck(context: VerifyContext, under: UserPoolUnderTest): Check {
  return userPoolCheck(context, under, {
    name: `${under.name}: the pool's settings as declared`,
    expected: declaredPool(under.model),
    look: async (_services, pool) => poolAsItIs(pool),
  });
}

import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { AwsError } from "../../vendors/aws/AwsError.ts";
import type { System } from "../../report/RehearsalReport.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import type { Settings } from "../../vendors/aws/userPool/Settings.ts";
import { withAws } from "../../vendors/aws/withAws.ts";
import type { Check } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { UserPoolUnderTest } from "./UserPoolUnderTest.ts";

interface Comparison {
  readonly name: string;
  /** The pool's, unless it is a client's own. */
  readonly system?: System;
  readonly expected: Settings;
  /** Returns the same settings, in the same words. */
  readonly look: (services: AwsServices, pool: UserPoolType) => Promise<Settings>;
}

/**
 * A check by what Cognito's API says is there, for what no token shows: each setting is as declared. Of settings that are
 * not, these alone are told. What verify may not read is not proved; so is a pool that the credentials' account does not
 * have, for the stack's outputs do not say whose it is, and that it is gone shows elsewhere.
 */
export function userPoolCheck(
  context: VerifyContext,
  under: UserPoolUnderTest,
  { name, system = under.system, expected, look }: Comparison,
): Check {
  return {
    system,
    name,
    expected: inSettings(expected),
    run: async () =>
      withAws(context, under, async (services) => {
        let pool: UserPoolType;
        try {
          pool = await under.describe(services);
        } catch (error) {
          if (!(error instanceof AwsError) || error.awsCode !== "ResourceNotFoundException") throw error;
          const { accountId } = services.caller;
          return notProved(
            `the account of the AWS credentials, ${accountId}, has no user pool ${under.deployed.userPoolId}`,
          );
        }
        const seen = await look(services, pool);
        const others = Object.keys(expected).filter((setting) => seen[setting] !== expected[setting]);
        if (others.length === 0) return { actual: inSettings(expected), ok: true };
        const told = Object.fromEntries(others.map((setting) => [setting, seen[setting] ?? "not told"]));
        return { actual: inSettings(told), ok: false };
      }),
  };
}

function inSettings(settings: Settings): string {
  return Object.entries(settings)
    .map(([setting, value]) => `${setting}: ${value}`)
    .join("; ");
}

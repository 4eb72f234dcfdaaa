import type { Check } from "../Check.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import { withAws } from "../../vendors/aws/withAws.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";

/**
 * A check by what AWS's APIs say is there. What verify may not read is not proved.
 * @param look returns what is to be compared with what is expected, in the same words
 */
export function awsCheck(
  context: VerifyContext,
  under: DataAccessUnderTest,
  name: string,
  expected: string,
  look: (services: AwsServices) => Promise<string>,
): Check {
  return {
    system: "jumpcloud-s3-access-grants",
    name: `${under.name}: ${name}`,
    expected,
    run: async () =>
      withAws(context, under.deployed, async (services) => {
        const actual = await look(services);
        return { actual, ok: actual === expected };
      }),
  };
}

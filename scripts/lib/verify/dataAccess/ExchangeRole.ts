import type { AwsCredentials } from "../../vendors/aws/awsClient.ts";
import { AwsError, isDecision } from "../../vendors/aws/AwsError.ts";
import { assumeExchangeRole } from "../../dataAccess/assumeExchangeRole.ts";
import type { SsoOidcClient } from "../../dataAccess/DataAccessClients.ts";
import { exchangeIdToken } from "../../dataAccess/exchangeIdToken.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";

/** The exchange role's credentials; undefined where the environment's are that role's already. */
export type ExchangeRole = (services: AwsServices) => Promise<AwsCredentials | undefined>;

/** The role is taken once, for all checks. */
export function exchangeRoleOf(
  { conceal }: VerifyContext,
  { deployed: { exchangeRoleArn } }: DataAccessUnderTest,
): ExchangeRole {
  let taking: Promise<AwsCredentials | undefined> | undefined;
  const take = async ({ path }: AwsServices): Promise<AwsCredentials | undefined> => {
    const role = await assumeExchangeRole(path.sts(), exchangeRoleArn);
    if (role?.sessionToken !== undefined) conceal(role.secretAccessKey, role.sessionToken);
    return role;
  };
  return async (services) => (taking ??= take(services));
}

/**
 * AWS's code for a refusal of the exchange; undefined where there was none.
 * @throws AwsError where AWS did not decide
 */
export async function refusalOf(
  ssoOidc: SsoOidcClient,
  { deployed: { applicationArn } }: DataAccessUnderTest,
  idToken: string,
): Promise<string | undefined> {
  try {
    await exchangeIdToken(ssoOidc, { applicationArn, idToken });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError && isDecision(error)) return error.awsCode;
    throw error;
  }
}

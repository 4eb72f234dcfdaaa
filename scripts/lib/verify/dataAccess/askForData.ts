import { AwsError, isDecision } from "../../vendors/aws/AwsError.ts";
import { type DataAccess, getDataAccess } from "../../dataAccess/getDataAccess.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";
import type { PersonSession } from "./personVisit.ts";
import type { GrantedPlace } from "./rights.ts";

/** What S3 Access Grants answered, in the words of `denied` and `credentialsFor`; and the credentials, where it gave some. */
export interface AskedData {
  readonly answer: string;
  readonly access?: DataAccess;
}

export const denied = "refused, AccessDenied";

export const credentialsFor = (scope: string | undefined): string => `credentials for ${scope}`;

/**
 * Asks S3 Access Grants in a person's name. The answer's credentials are for the whole grant, so that they show which one it
 * was; nothing is done with them here.
 */
export async function askForData(
  { conceal }: Pick<VerifyContext, "conceal">,
  { deployed: { accountId } }: DataAccessUnderTest,
  { services, credentials }: Pick<PersonSession, "services" | "credentials">,
  { scope: target, permission }: GrantedPlace,
): Promise<AskedData> {
  try {
    const object = !target.endsWith("*");
    const request = { accountId, target, object, permission, privilege: "Default" as const };
    const access = await getDataAccess(services.path.s3Control(credentials), request);
    conceal(access.credentials.secretAccessKey, access.credentials.sessionToken);
    return { answer: credentialsFor(access.grantScope), access };
  } catch (error) {
    if (error instanceof AwsError && isDecision(error)) return { answer: `refused, ${error.awsCode}` };
    throw error;
  }
}

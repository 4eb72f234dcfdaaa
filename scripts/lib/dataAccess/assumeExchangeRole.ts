import type { AwsCredentials } from "../vendors/aws/awsClient.ts";
import type { StsClient } from "./DataAccessClients.ts";
import { readCredentials } from "./readCredentials.ts";

/**
 * Takes the role that may exchange tokens, unless the credentials at hand are that role's already.
 * @returns undefined where they are
 * @throws AwsError where AWS refuses
 */
export async function assumeExchangeRole(sts: StsClient, roleArn: string): Promise<AwsCredentials | undefined> {
  const { Arn: arn = "" } = await sts.getCallerIdentity({});
  if (isSessionOf(arn, roleArn)) return undefined;
  const { Credentials } = await sts.assumeRole({ RoleArn: roleArn, RoleSessionName: sessionName });
  return readCredentials(Credentials, "STS, AssumeRole");
}

/** What CloudTrail shows of these calls, beside the person. */
export const sessionName = "crosstrust-data-access";

/**
 * `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` is a session of `arn:aws:iam::ACCOUNT:role/PATH/NAME`; the path is left
 * out (IAM user guide, "IAM identifiers").
 */
function isSessionOf(callerArn: string, roleArn: string): boolean {
  const caller = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(callerArn);
  const role = /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(roleArn);
  return caller !== null && role !== null && [1, 2, 3].every((part) => caller[part] === role[part]);
}

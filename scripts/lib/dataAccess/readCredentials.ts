import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { AwsCredentials } from "../vendors/aws/awsClient.ts";

/** Credentials that end by themselves. All but the time is secret. */
export interface TemporaryCredentials extends AwsCredentials {
  readonly sessionToken: string;
  readonly expires: Date;
}

/** What AWS answers with; every part of it may be absent, as far as its types know. */
export interface AnsweredCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

/**
 * @param from the operation that answered
 * @throws CrosstrustError TOKEN_UNREADABLE where a part is missing
 */
export function readCredentials(answered: AnsweredCredentials | undefined, from: string): TemporaryCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answered ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined) {
    throw new CrosstrustError("TOKEN_UNREADABLE", "AWS answered without credentials.", { where: from });
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expires: Expiration,
  };
}

import type { TemporaryCredentials } from "./readCredentials.ts";

/** Credentials as the AWS CLI and the SDKs take them from a program (AWS SDKs reference guide, "Process credential provider"). */
export function credentialProcess({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expires,
}: TemporaryCredentials): string {
  return JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expires.toISOString(),
  });
}

import { AwsError } from "../protocol/AwsError.ts";
import type { SignatureFault } from "../sigv4/SignatureFault.ts";

/** A refusal of S3's (Amazon S3 API reference, "Error responses"). */
export class S3Error extends AwsError {
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, awsCode: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(status, awsCode, message);
    this.headers = headers;
  }
}

/** With S3's own message, where it does not say what the other services say. */
const signatureErrors: Readonly<
  Record<SignatureFault["kind"], readonly [status: number, awsCode: string, message?: string]>
> = {
  missing: [403, "AccessDenied"],
  incomplete: [400, "AuthorizationHeaderMalformed"],
  "unknown-key": [403, "InvalidAccessKeyId"],
  expired: [400, "ExpiredToken"],
  "wrong-region": [400, "AuthorizationHeaderMalformed"],
  skewed: [403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large."],
  mismatch: [403, "SignatureDoesNotMatch"],
};

/** What S3 and S3 Control say of a request that is not signed as it should be. */
export function s3SignatureError({ kind, message, region }: SignatureFault): AwsError {
  const [status, awsCode, own] = signatureErrors[kind];
  if (!region) return new AwsError(status, awsCode, own ?? message);
  const what = `the region '${region.signed}' is wrong; expecting '${region.expected}'`;
  return new AwsError(status, awsCode, `The authorization header is malformed; ${what}`);
}

/** How S3 says that a caller has no right. */
export const accessDenied = [403, "AccessDenied"] as const;

import { AwsError } from "../protocol/AwsError.ts";

/** A refusal of Identity Center's and its directory's APIs: every one of them is a 400. */
export function refuse(awsCode: string, message: string): AwsError {
  return new AwsError(400, awsCode, message);
}

export function invalid(message: string): AwsError {
  return refuse("ValidationException", message);
}

export function missing(message: string): AwsError {
  return refuse("ResourceNotFoundException", message);
}

export function conflict(message: string): AwsError {
  return refuse("ConflictException", message);
}

/** A quota of AWS's is reached; its words for it are not documented. */
export function quotaExceeded(what: string): AwsError {
  return refuse("ServiceQuotaExceededException", `You have exceeded the number of ${what} that you can have`);
}

import { AwsError } from "../../protocol/AwsError.ts";

/** A refusal of the user pools API: every one of them is a 400. */
export function refuse(awsCode: string, message: string): AwsError {
  return new AwsError(400, awsCode, message);
}

export function invalid(message: string): AwsError {
  return refuse("InvalidParameterException", message);
}

export function missing(message: string): AwsError {
  return refuse("ResourceNotFoundException", message);
}

/** A quota of AWS's is reached; its words for it are not documented. */
export function limitExceeded(what: string): AwsError {
  return refuse("LimitExceededException", `Maximum number of ${what} exceeded`);
}

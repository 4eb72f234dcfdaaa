import { AwsError } from "../protocol/AwsError.ts";

export function invalidParameter(message: string): AwsError {
  return new AwsError(400, "InvalidParameterValueException", message);
}

/**
 * @param member as Lambda's messages name it, in camel case
 * @param constraint what the member has to satisfy
 */
export function invalidMember(value: unknown, member: string, constraint: string): AwsError {
  return new AwsError(
    400,
    "ValidationException",
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

export function notFound(message: string): AwsError {
  return new AwsError(404, "ResourceNotFoundException", message);
}

export function conflict(message: string): AwsError {
  return new AwsError(409, "ResourceConflictException", message);
}

export function preconditionFailed(): AwsError {
  return new AwsError(
    412,
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the " +
      "latest Revision Id",
  );
}

import { AwsError } from "../protocol/AwsError.ts";

/** Refusals of S3 Access Grants, in AWS's words (Amazon S3 API reference, "List of S3 Access Grants-related error codes"). */
const refusals = {
  AccessGrantAlreadyExists: [409, "The specified access grant already exists"],
  AccessGrantsInstanceAlreadyExists: [409, "Access Grants Instance already exists"],
  AccessGrantsInstanceNotEmptyError: [400, "Please clean up locations before deleting the access grants instance"],
  AccessGrantsInstanceNotExistsError: [404, "Access Grants Instance does not exist"],
  AccessGrantsInstanceResourcePolicyNotExists: [404, "Access Grants Instance Resource Policy does not exist"],
  AccessGrantsLocationAlreadyExistsError: [409, "The specified access grants location already exists"],
  AccessGrantsLocationNotEmptyError: [400, "Please clean up access grants before deleting access grants location"],
  InvalidAccessGrant: [400, "The specified Access Grant is invalid"],
  InvalidAccessGrantsLocation: [400, "The specified Access Grants Location is invalid"],
  InvalidIamRole: [400, "The specified IAM Role is invalid"],
  InvalidIdentityCenterInstance: [400, "The specified identity center instance is invalid"],
  InvalidTag: [400, "There are duplicate tag keys in your request. Remove the duplicate tag keys and try again."],
  InvalidTags: [400, "Tag keys cannot start with AWS reserved prefix for system tags."],
  NoSuchAccessGrantError: [404, "The specified access grant does not exist"],
  NoSuchAccessGrantsLocationError: [404, "The specified access grants location does not exist"],
  TooManyTags: [400, "The number of tags exceeds the limit of 50 tags. Remove some tags and try again."],
} as const;

export function refuse(awsCode: keyof typeof refusals): AwsError {
  const [status, message] = refusals[awsCode];
  return new AwsError(status, awsCode, message);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError(400, "InvalidRequest", message);
}

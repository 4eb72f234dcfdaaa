import { AwsError } from "../protocol/AwsError.ts";

/** The errors of the service with the statuses of its model and their names in OAuth (IAM Identity Center OIDC API reference). */
const refusals = {
  AccessDeniedException: [400, "access_denied"],
  ExpiredTokenException: [400, "expired_token"],
  InvalidClientException: [401, "invalid_client"],
  InvalidGrantException: [400, "invalid_grant"],
  InvalidRequestException: [400, "invalid_request"],
  InvalidScopeException: [400, "invalid_scope"],
  UnauthorizedClientException: [400, "unauthorized_client"],
  UnsupportedGrantTypeException: [400, "unsupported_grant_type"],
} as const;

/** A refusal; AWS's descriptions are not documented, and often empty. */
export function refuse(awsCode: keyof typeof refusals, description: string): AwsError {
  return new AwsError(refusals[awsCode][0], awsCode, description);
}

/** `error` and `error_description`, and `message` for errors that are not the service's own. */
export function errorBody({ awsCode, message }: AwsError): Readonly<Record<string, unknown>> {
  const known = Object.entries(refusals).find(([name]) => name === awsCode)?.[1];
  return known ? { error: known[1], error_description: message } : { message };
}

import { AwsError } from "../protocol/AwsError.ts";

export function badRequest(message: string): AwsError {
  return new AwsError(400, "BadRequestException", message);
}

export function notFound(message: string): AwsError {
  return new AwsError(404, "NotFoundException", message);
}

export function conflict(message: string): AwsError {
  return new AwsError(409, "ConflictException", message);
}

/**
 * A quota that is used up. AWS answers a 429 that names itself ConflictException, as third parties saw it for
 * authorizers; nothing confirms the same for the other resources.
 * @param things in the plural, as AWS writes them: `Authorizers`
 */
export function quotaReached(things: string): AwsError {
  const message = `Maximum number of ${things} for this API has been reached. Please contact AWS if you need additional ${things}.`;
  return new AwsError(429, "ConflictException", message);
}

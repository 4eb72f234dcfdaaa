import { createHash, createHmac } from "node:crypto";
import { sameText } from "../../../sameText.ts";
import { unsupported } from "../../protocol/AwsError.ts";
import type { AwsCall } from "../../AwsService.ts";
import { findUser, nameOf, signInNames } from "../find.ts";
import { tryPassword } from "../signInAttempts.ts";
import type { AppClient, User, UserPool } from "../state.ts";
import { refuse } from "./refusals.ts";

export type Parameters = Readonly<Record<string, string>>;

/** @throws AwsError InvalidParameterException */
export function requireParameter(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (!value) throw refuse("InvalidParameterException", `Missing required parameter ${name}`);
  return value;
}

/**
 * Checks the hash by which a confidential client shows that it knows its secret (Amazon Cognito developer guide, "Computing
 * secret hash values").
 * @param names by any of which the hash may have been made
 * @throws AwsError NotAuthorizedException
 */
export function checkSecretHash(
  { clientId, secrets }: AppClient,
  parameters: Parameters,
  names: readonly string[],
): void {
  if (secrets.length === 0) return;
  const given = parameters["SECRET_HASH"];
  if (given === undefined) {
    throw notAuthorized(`Client ${clientId} is configured with secret but SECRET_HASH was not received`);
  }
  const hashes = secrets.flatMap(({ value }) => names.map((name) => secretHash(value, name, clientId)));
  if (!hashes.some((hash) => sameText(hash, given))) {
    throw notAuthorized(`Unable to verify secret hash for client ${clientId}`);
  }
}

function secretHash(secret: string, name: string, clientId: string): string {
  return createHmac("sha256", secret).update(`${name}${clientId}`).digest("base64");
}

export function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** What a secret hash for a user may have been made of. */
export function hashNames(pool: UserPool, user: User): string[] {
  return [nameOf(pool, user), user.sub, ...signInNames(pool, user)];
}

/**
 * Signs a user in by password.
 * @throws AwsError in the words that Cognito's clients know; whether it tells an unknown name from a wrong password is the
 * client's `PreventUserExistenceErrors`
 */
export function signInByPassword(
  call: AwsCall,
  pool: UserPool,
  { settings }: AppClient,
  name: string,
  password: string,
): User {
  const user = findUser(pool, name);
  if (!user) {
    if (settings.PreventUserExistenceErrors === "ENABLED") throw notAuthorized("Incorrect username or password.");
    throw refuse("UserNotFoundException", "User does not exist.");
  }
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "RESET_REQUIRED") {
    throw refuse("PasswordResetRequiredException", "Password reset required for the user");
  }
  const verdict = tryPassword(pool, user, password, Math.floor(call.account.now().getTime() / 1000));
  if (verdict === "locked") throw notAuthorized("Password attempts exceeded");
  if (verdict === "wrong") throw notAuthorized("Incorrect username or password.");
  if (verdict === "expired") {
    throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
  }
  if (user.status === "UNCONFIRMED") throw refuse("UserNotConfirmedException", "User is not confirmed.");
  if (pool.settings.MfaConfiguration === "ON") {
    throw unsupported("InvalidParameterException", "sign-in by the API where a second factor is required");
  }
  return user;
}

export function notAuthorized(message: string): Error {
  return refuse("NotAuthorizedException", message);
}

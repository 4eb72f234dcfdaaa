import type { AwsCall } from "../../AwsService.ts";
import { passwordFault } from "../passwords.ts";
import type { UserPool } from "../state.ts";
import { readUser } from "./lookup.ts";
import { flag, metadata, ofUser, password } from "./members.ts";
import { readRequest } from "./readRequest.ts";
import { invalid, refuse } from "./refusals.ts";

const setInput = ofUser.extend({ Password: password, Permanent: flag.default(false) });

export function adminSetUserPassword(call: AwsCall, input: unknown): object {
  const { UserPoolId, Username, Password, Permanent } = readRequest(input, setInput);
  const { pool, user, now } = readUser(call, { UserPoolId, Username });
  checkPassword(pool, Password);
  user.password = { value: Password, temporary: !Permanent, set: now };
  user.status = Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
  user.lastModified = now;
  delete user.failures;
  return {};
}

const resetInput = ofUser.extend({ ClientMetadata: metadata.optional() });

/** The code that AWS would send has to have somewhere to go. */
export function adminResetUserPassword(call: AwsCall, input: unknown): object {
  const { UserPoolId, Username } = readRequest(input, resetInput);
  const { user, now } = readUser(call, { UserPoolId, Username });
  if (user.status === "FORCE_CHANGE_PASSWORD" || user.status === "EXTERNAL_PROVIDER") {
    throw refuse("NotAuthorizedException", "User password cannot be reset in the current state.");
  }
  if (user.attributes["email_verified"] !== "true" && user.attributes["phone_number_verified"] !== "true") {
    throw invalid("Cannot reset password for the user as there is no registered/verified email or phone_number");
  }
  user.status = "RESET_REQUIRED";
  user.lastModified = now;
  return {};
}

/** @throws AwsError InvalidPasswordException */
export function checkPassword(pool: UserPool, value: string): void {
  const fault = passwordFault(pool, value);
  if (fault !== undefined) {
    throw refuse("InvalidPasswordException", `Password did not conform with policy: ${fault}`);
  }
}

import { passwordFlaws } from "../../passwordFlaws.ts";
import type { User } from "../../state.ts";
import { badRequest, type GraphError } from "../errors.ts";

/**
 * Throws a GraphError for a password that Entra's rules do not allow.
 * @param policies the account's `passwordPolicies`: DisableStrongPassword leaves only the rule of characters
 */
export function checkPassword(password: string, user: Pick<User, "userPrincipalName">, policies: unknown): void {
  const isWeakAllowed = typeof policies === "string" && policies.includes("DisableStrongPassword");
  const flaws = passwordFlaws(password, user.userPrincipalName);
  if (isWeakAllowed ? flaws.includes("characters") : flaws.length > 0) throw tooSimple();
}

function tooSimple(): GraphError {
  const message =
    "The specified password does not comply with password complexity requirements. Please provide a different password.";
  return badRequest(message, [{ code: "InvalidValue", message, target: "passwordProfile" }]);
}

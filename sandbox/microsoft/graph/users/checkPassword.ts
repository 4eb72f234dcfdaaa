import type { User } from "../../state.ts";
import { badRequest, type GraphError } from "../errors.ts";

const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];

/**
 * Entra's own rules of passwords: 8 to 256 characters of at least three of four kinds, and not the name in it ("Password
 * policies", Entra's documentation); the list of banned passwords is not there. Throws a GraphError.
 * @param policies the account's `passwordPolicies`: DisableStrongPassword takes the rule of kinds away
 */
export function checkPassword(password: string, user: Pick<User, "userPrincipalName">, policies: unknown): void {
  const weak = typeof policies === "string" && policies.includes("DisableStrongPassword");
  const used = kinds.filter((kind) => kind.test(password)).length;
  const [name = ""] = user.userPrincipalName.toLowerCase().split("@");
  const contains = name.length > 3 && password.toLowerCase().includes(name);
  if (password.length < 8 || password.length > 256 || (!weak && (used < 3 || contains))) throw tooSimple();
}

function tooSimple(): GraphError {
  const message =
    "The specified password does not comply with password complexity requirements. Please provide a different password.";
  return badRequest(message, [{ code: "InvalidValue", message, target: "passwordProfile" }]);
}

import { Refusal } from "./Refusal.mjs";

/** @import { AccessIssuer, AccessRequirement } from "./decideAccess.mjs" */
/** @typedef {Readonly<Record<string, unknown>>} Claims */

/**
 * Holds a valid token to what a route asks for.
 *
 * A scope (`scope`, `scp`) is in access tokens alone. Roles are not: Entra ID puts the `roles` of a signed-in person into
 * ID tokens too (MSAL's IdTokenClaims), and a route that asks for nothing would take any ID token of its audience. In
 * both cases the token has to name the client that asked for it, which ID tokens do not.
 * @param {Claims} claims
 * @param {AccessRequirement} requirement
 * @param {AccessIssuer} issuer
 * @returns {readonly string[] | null} the scopes or roles that the token holds; null where none is asked for
 * @throws {Refusal} `scope`, `role` or `client`
 */
export function requirePermission(claims, { scopes, roles }, { clientIdClaim }) {
  const ofScopes = scopes.length === 0 ? [] : oneOf("scope", scopes, readScopes(claims));
  const ofRoles = roles.length === 0 ? [] : oneOf("role", roles, readRoles(claims));
  if (scopes.length === 0 && typeof claims[clientIdClaim] !== "string") {
    throw new Refusal("client", { expected: `an access token, which names its client (${clientIdClaim})` });
  }
  return scopes.length + roles.length === 0 ? null : [...ofScopes, ...ofRoles];
}

/**
 * @param {"scope" | "role"} check
 * @param {readonly string[]} wanted
 * @param {readonly string[]} held
 */
function oneOf(check, wanted, held) {
  const matched = wanted.filter((one) => held.includes(one));
  if (matched.length === 0) throw new Refusal(check, { expected: wanted, actual: held });
  return matched;
}

/**
 * Each claim is a text with spaces between the scopes, or a list of texts.
 * @param {Claims} claims
 * @returns {string[]}
 */
function readScopes({ scope, scp }) {
  const entries = [scope, scp].flatMap((claim) => {
    if (typeof claim === "string") return claim.split(" ");
    return Array.isArray(claim) ? claim : [];
  });
  return [...new Set(entries.filter((entry) => typeof entry === "string" && entry !== ""))];
}

/**
 * A list of texts and nothing else: what Entra ID writes.
 * @param {Claims} claims
 * @returns {readonly string[]}
 */
function readRoles({ roles }) {
  return Array.isArray(roles) && roles.every((role) => typeof role === "string") ? roles : [];
}

import type { Claims } from "./Decision.ts";

/**
 * The scopes in a token's claims: `scope` and `scp`, each a text with spaces between the scopes or a list of texts.
 * API Gateway reads either claim (developer guide, JWT authorizers); what it does with a token that has both is not
 * documented: here their scopes are taken together.
 */
export function readScopes(claims: Claims): readonly string[] {
  const scopes = [claims["scope"], claims["scp"]].flatMap((claim): unknown[] => {
    if (typeof claim === "string") return claim.split(" ");
    return Array.isArray(claim) ? claim : [];
  });
  return [...new Set(scopes.filter((scope) => typeof scope === "string" && scope !== ""))] as string[];
}

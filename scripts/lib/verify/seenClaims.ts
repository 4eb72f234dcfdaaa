import type { ScopeClaim } from "../../../trust/DeployedTrust.ts";
import type { Claims } from "../../../trust/gateway/Decision.ts";
import { parseObject } from "./PublishedDocuments.ts";

const deepest = 6;

/** The authorizer's claims in a backend's JSON answer, wherever they stand; undefined where it shows none. */
export function findClaims(body: string): Claims | undefined {
  return search(parseObject(body), deepest);
}

function search(value: unknown, depth: number): Claims | undefined {
  if (typeof value !== "object" || value === null || depth === 0) return undefined;
  const candidate = value as Readonly<Record<string, unknown>>;
  const isText = (name: string): boolean => typeof candidate[name] === "string";
  if (isText("iss") && ["sub", "cid", "azp", "client"].some(isText)) return candidate;
  for (const child of Object.values(candidate)) {
    const found = search(child, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The names of the claims (`iss`, `sub`, the client's, and the scopes or roles) that a backend saw otherwise than the
 * token has them.
 * The gateway hands every claim on as text, an array as `[a b]`; a backend that decodes the token itself has an array.
 */
export function differingClaims(
  token: Claims,
  seen: Claims,
  clientClaim: string,
  scopeClaim: ScopeClaim,
): readonly string[] {
  const texts = differingTexts({ iss: token["iss"], sub: token["sub"], [clientClaim]: token[clientClaim] }, seen);
  return sameMembers(members(token[scopeClaim]), members(seen[scopeClaim])) ? texts : [...texts, scopeClaim];
}

/** The names of the texts that a backend saw otherwise; what is not there needs not be seen. */
export function differingTexts(token: Claims, seen: Claims): readonly string[] {
  return Object.keys(token).filter((name) => token[name] !== undefined && token[name] !== seen[name]);
}

function members(claim: unknown): readonly string[] {
  if (Array.isArray(claim)) return claim.map(String);
  return typeof claim === "string"
    ? claim
        .replace(/^\[(.*)\]$/s, "$1")
        .split(" ")
        .filter(Boolean)
    : [];
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((member) => right.includes(member));
}

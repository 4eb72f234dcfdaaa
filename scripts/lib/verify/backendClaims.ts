import type { DeployedIssuer } from "../../../trust/DeployedTrust.ts";
import type { Claims } from "../../../trust/gateway/Decision.ts";
import type { Observation } from "./Check.ts";
import { clientIdClaimOf } from "../../../trust/clientIdClaimOf.ts";
import type { LiveAnswer } from "./LiveHttp.ts";
import type { RouteGuard } from "./RouteUnderTest.ts";
import { differingClaims, differingTexts, findClaims } from "./seenClaims.ts";
import type { MintedToken } from "./TokenMinter.ts";

type Kind = RouteGuard["kind"];

/**
 * What a backend of our own owes to an admitted token, in words: a JWT authorizer hands all claims on; ours of the Lambda
 * kind `iss`, `sub` and, as `client`, who asked for the token.
 * @param idToken an ID token, whose audience is the client, and which carries no scope
 */
export function expectedClaims(kind: Kind, issuer: DeployedIssuer, idToken = false): string {
  if (idToken) return "iss, sub and aud of the token";
  return kind === "jwt"
    ? `iss, sub, ${clientIdClaimOf(issuer)} and ${issuer.scopeClaim} of the token`
    : `iss, sub and ${clientIdClaimOf(issuer)} (as client) of the token`;
}

export function observeClaims(
  kind: Kind,
  issuer: DeployedIssuer,
  answer: LiveAnswer,
  { claims }: MintedToken,
): Observation {
  const seen = findClaims(answer.body);
  if (seen === undefined) return { actual: `no claims in a ${answer.status} answer`, ok: false };
  const differing = differ(kind, issuer, claims, seen);
  return differing.length === 0
    ? { actual: "the same", ok: true }
    : { actual: `${differing.join(", ")} differ from the token's`, ok: false };
}

/** A backend that is not ours owes us no claims; what it shows is told, and what it does not show is not a failure. */
export function describeForeignBackend(
  kind: Kind,
  issuer: DeployedIssuer,
  answer: LiveAnswer,
  minted: MintedToken,
): string {
  return observeClaims(kind, issuer, answer, minted).ok === true
    ? "the backend saw the token's claims"
    : "the backend does not show the claims: admission alone is proved";
}

function differ(kind: Kind, issuer: DeployedIssuer, token: Claims, seen: Claims): readonly string[] {
  const clientClaim = token["token_use"] === "id" ? "aud" : clientIdClaimOf(issuer);
  if (kind === "jwt") return differingClaims(token, seen, clientClaim, issuer.scopeClaim);
  return differingTexts({ iss: token["iss"], sub: token["sub"], client: token[clientClaim] }, seen);
}

import { compactVerify, decodeJwt, decodeProtectedHeader, type JWK } from "jose";
import type { AuthorizerCheck, Claims, Decision, IssuerDocuments, JwtAuthorizerConfig, Refused } from "./Decision.ts";
import { readScopes } from "./readScopes.ts";
import { refusalTexts } from "./refusalTexts.ts";

/**
 * What the JWT authorizer of an HTTP API answers to a request, in the order of its checks (API Gateway developer guide,
 * "Control access to HTTP APIs with JWT authorizers"): the identity source; the token's form; its algorithm; the issuer's
 * documents; the key and the signature; `iss`, `aud` or else `client_id`, `exp`, `nbf`, `iat`; the route's scopes, of
 * which one is enough. There is no allowance for clocks that differ. Any trouble on the way is a refusal.
 *
 * That the algorithm is looked at before the key set is inferred from the texts of the refusals, which are those of a
 * known JWT library; so is that a token without `exp` is refused, and that a time equal to now passes for `nbf` and
 * `iat` (a token can be used within the second of its issue). The size of a request's head, the time and the size
 * allowed for the documents and the caching of keys are the gateway's, not the authorizer's.
 * @param authorization the value of the identity source `$request.header.Authorization`
 * @param now decides on `exp`, `nbf` and `iat`
 */
export async function decide(
  authorization: string | undefined,
  config: JwtAuthorizerConfig,
  documents: IssuerDocuments,
  now: Date,
): Promise<Decision> {
  if (authorization === undefined || authorization.trim() === "") return missingToken;
  const token = authorization.startsWith("Bearer ") ? authorization.slice("Bearer ".length).trim() : authorization;
  const decoded = decodeToken(token);
  if ("admitted" in decoded) return decoded;
  return (
    (await refuseSignature(token, decoded, config, documents)) ??
    refuseClaims(decoded.claims, config, now.getTime() / 1000) ??
    decideScopes(decoded.claims, config.scopes)
  );
}

interface DecodedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Claims;
}

/** The answer without a token has the scheme and nothing else in its header (seen in recorded answers). */
const missingToken: Refused = {
  admitted: false,
  status: 401,
  check: "identity-source",
  wwwAuthenticate: "Bearer",
  expected: "a token, alone or after `Bearer `, in the header Authorization",
};

function unauthorized(
  check: AuthorizerCheck,
  errorDescription: string,
  details: Pick<Refused, "expected" | "actual"> = {},
): Refused {
  const wwwAuthenticate = `Bearer scope="" error="invalid_token" error_description="${errorDescription}"`;
  return { admitted: false, status: 401, check, wwwAuthenticate, errorDescription, ...details };
}

function decodeToken(token: string): DecodedToken | Refused {
  const segments = token.split(".").length;
  if (segments !== 3) {
    return unauthorized("structure", refusalTexts.segments, { expected: "3 segments", actual: `${segments} segments` });
  }
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    const expected = "a header and claims that are JSON objects in base64url, and nothing before them but `Bearer `";
    const prefixed = token.toLowerCase().startsWith("bearer ");
    return unauthorized("structure", prefixed ? refusalTexts.prefix : refusalTexts.undecodable, { expected });
  }
}

const algorithms = ["RS256", "RS384", "RS512"];

async function refuseSignature(
  token: string,
  { header }: DecodedToken,
  config: JwtAuthorizerConfig,
  documents: IssuerDocuments,
): Promise<Refused | undefined> {
  const { alg, kid } = header;
  if (typeof alg !== "string" || !algorithms.includes(alg)) {
    return unauthorized("algorithm", refusalTexts.algorithm(alg), { expected: algorithms, actual: alg });
  }
  const keys = await fetchKeys(config.issuer, documents);
  if ("admitted" in keys) return keys;
  const key = keys.find((candidate) => kid !== undefined && candidate.kid === kid && candidate.kty === "RSA");
  if (key === undefined) {
    const expected = keys.flatMap((candidate) => (candidate.kty === "RSA" ? [candidate.kid] : []));
    return unauthorized("key-id", refusalTexts.keyId, { expected, actual: kid });
  }
  if (!(await isSigned(token, header, key))) {
    return unauthorized("signature", refusalTexts.signature, { expected: `a signature by the key ${String(kid)}` });
  }
  return undefined;
}

/** Header parameters that must be understood (`crit`) are none of a JWT's, so a token with some is not verified. */
async function isSigned(token: string, header: DecodedToken["header"], key: JWK): Promise<boolean> {
  if (header["crit"] !== undefined) return false;
  try {
    await compactVerify(token, key, { algorithms });
    return true;
  } catch {
    return false;
  }
}

/** Only what a key set must look like to be searched; whether a key is any good, its use will show. */
async function fetchKeys(issuer: string, documents: IssuerDocuments): Promise<readonly JWK[] | Refused> {
  let jwksUri: unknown;
  try {
    jwksUri = (await documents.discovery(issuer))["jwks_uri"];
  } catch {
    jwksUri = undefined;
  }
  if (typeof jwksUri !== "string") {
    const expected = `${issuer}/.well-known/openid-configuration with a jwks_uri`;
    return unauthorized("discovery", refusalTexts.discovery, { expected });
  }
  try {
    const { keys } = await documents.jwks(jwksUri);
    if (Array.isArray(keys)) return keys.filter(isObject);
  } catch {
    // Told like a document that is no key set.
  }
  return unauthorized("jwks", refusalTexts.jwks, { expected: `a key set at ${jwksUri}` });
}

function isObject(value: unknown): value is JWK {
  return typeof value === "object" && value !== null;
}

function refuseClaims(claims: Claims, config: JwtAuthorizerConfig, now: number): Refused | undefined {
  const { iss, exp, nbf, iat } = claims;
  if (iss !== config.issuer) {
    return unauthorized("issuer", refusalTexts.issuer, { expected: config.issuer, actual: iss });
  }
  const actual = audienceOf(claims);
  const audiences: readonly unknown[] = Array.isArray(actual) ? actual : [actual];
  if (!audiences.some((audience) => typeof audience === "string" && config.audiences.includes(audience))) {
    return unauthorized("audience", refusalTexts.audience, { expected: config.audiences, actual });
  }
  if (typeof exp !== "number" || exp <= now) {
    return unauthorized("expiry", refusalTexts.expiry, { expected: `after ${now}`, actual: exp });
  }
  if (nbf !== undefined && !(typeof nbf === "number" && nbf <= now)) {
    return unauthorized("not-before", refusalTexts.notBefore, { expected: `not after ${now}`, actual: nbf });
  }
  if (iat !== undefined && !(typeof iat === "number" && iat <= now)) {
    return unauthorized("issued-at", refusalTexts.issuedAt, { expected: `not after ${now}`, actual: iat });
  }
  return undefined;
}

/** `client_id` stands in only where there is no `aud` at all, not where `aud` is of a form that cannot be read. */
function audienceOf(claims: Claims): unknown {
  return claims["aud"] === undefined ? claims["client_id"] : claims["aud"];
}

function decideScopes(claims: Claims, scopes: readonly string[]): Decision {
  if (scopes.length === 0) return { admitted: true, claims, matchedScopes: null };
  const held = readScopes(claims);
  const matchedScopes = scopes.filter((scope) => held.includes(scope));
  if (matchedScopes.length > 0) return { admitted: true, claims, matchedScopes };
  return { admitted: false, status: 403, check: "scope", expected: scopes, actual: held };
}

import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWK, type JWTPayload } from "jose";
import { OAuthError } from "../errors.ts";
import type { OktaCall } from "../OktaCall.ts";
import type { App, TokenEndpointAuthMethod } from "../state.ts";

const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/** What each method of authentication may sign with [doc]. */
const algorithms: Readonly<Partial<Record<TokenEndpointAuthMethod, readonly string[]>>> = {
  client_secret_jwt: ["HS256", "HS384", "HS512"],
  private_key_jwt: ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
};
const longestLifeSeconds = 3600;

interface Assertion {
  readonly issuer: string;
  readonly method: "private_key_jwt" | "client_secret_jwt";
}

/** Who an assertion says it is from, nothing checked yet but its form. */
export function readAssertion(assertion: string, type: string | null): Assertion {
  if (type !== jwtBearer) throw new OAuthError(400, "invalid_request", "The client_assertion_type is invalid.");
  const { alg } = header(assertion);
  const { iss } = payload(assertion);
  if (iss === undefined) throw refused("The issuer claim for client_assertion is not a valid client_id.");
  return { issuer: iss, method: alg?.startsWith("HS") ? "client_secret_jwt" : "private_key_jwt" };
}

/**
 * Checks a client's assertion (private_key_jwt, client_secret_jwt): its key, its signature, then its claims as Okta
 * documents them: `aud` is the endpoint, `exp` at most an hour away, `iat` not in the future, `jti` used once. The order
 * is not documented. Statuses and words are Okta's (developer.okta.com/docs/reference/error-codes, OAuth errors).
 */
export async function verifyAssertion(call: OktaCall, app: App, assertion: string, endpoint: string): Promise<void> {
  const { alg = "", kid } = header(assertion);
  if (!algorithms[app.authMethod]?.includes(alg)) {
    throw refused("The client_assertion JWT signature algorithm is invalid.");
  }
  const keys =
    app.authMethod === "client_secret_jwt"
      ? app.secrets.filter(({ status }) => status === "ACTIVE").map(({ value }) => Buffer.from(value))
      : [await publicKey(chooseKey(await clientKeys(call, app), kid), alg)];
  const verified = await Promise.all(keys.map(async (key) => isSignedBy(assertion, key, alg)));
  if (!verified.includes(true)) throw refused("The client_assertion signature is invalid.");
  checkClaims(call, app, payload(assertion), endpoint);
}

type Key = Awaited<ReturnType<typeof importJWK>>;

async function publicKey(jwk: JWK, alg: string): Promise<Key> {
  return importJWK(jwk, alg).catch(() => {
    throw refused("The client JWKSet is invalid.");
  });
}

async function isSignedBy(assertion: string, key: Key, alg: string): Promise<boolean> {
  return compactVerify(assertion, key, { algorithms: [alg] }).then(
    () => true,
    () => false,
  );
}

function checkClaims(call: OktaCall, app: App, claims: JWTPayload, endpoint: string): void {
  const now = Math.floor(call.now.getTime() / 1000);
  if (claims.sub !== app.clientId) throw refused("The subject claim for client_assertion is not a valid client_id.");
  if (![claims.aud].flat().includes(endpoint)) {
    throw refused("The audience claim for client_assertion must be the endpoint invoked for the request.");
  }
  if (typeof claims.exp !== "number") {
    throw refused("The client_assertion must contain the 'exp' claim as seconds since epoch.");
  }
  if (claims.exp <= now) throw refused("The client_assertion token is expired.");
  if (claims.exp > now + longestLifeSeconds) {
    throw refused("The client_assertion token has an expiration too far into the future.");
  }
  if (claims.iat !== undefined && claims.iat > now) {
    throw refused("The client_assertion token must be issued before the current time.");
  }
  if (claims.jti !== undefined) useOnce(call, `${app.clientId} ${claims.jti}`, claims.exp, now);
}

/** Remembers an assertion until it expires, and forgets those that have. */
function useOnce({ org }: OktaCall, assertion: string, expires: number, now: number): void {
  const used = org.usedAssertions;
  for (const [key, exp] of Object.entries(used)) if (exp <= now) Reflect.deleteProperty(used, key);
  if (Object.hasOwn(used, assertion)) throw refused("The client_assertion token has already been used.");
  used[assertion] = expires;
}

/** A client with one key may leave `kid` out; one with several may not [doc]. */
function chooseKey(keys: readonly JWK[], kid: string | undefined): JWK {
  const [only, ...others] = keys;
  const key =
    kid === undefined ? (others.length === 0 ? only : undefined) : keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) throw refused("The client_assertion JWT kid is invalid.");
  return key;
}

async function clientKeys(call: OktaCall, app: App): Promise<readonly JWK[]> {
  if (app.jwksUri !== undefined) return fetchKeys(call, app.jwksUri);
  const keys = app.keys.filter(({ status }) => status === "ACTIVE").map(({ jwk }) => jwk);
  if (keys.length > 0) return keys;
  throw refused("The client does not have a JWKSet configured, but the client_assertion requires one.");
}

/** Asks the sandbox's own hosts only: nothing leaves the machine. */
async function fetchKeys(call: OktaCall, jwksUri: string): Promise<readonly JWK[]> {
  let keys: unknown;
  try {
    const url = new URL(jwksUri);
    const target = url.pathname + url.search;
    const answer = await call.context.fetch({ method: "GET", url, target, headers: {}, body: Buffer.alloc(0) });
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    ({ keys } = JSON.parse(Buffer.from(answer.body ?? "").toString("utf8")) as { keys?: unknown });
  } catch {
    throw refused("Error retrieving the client JWKSet from jwks_uri.");
  }
  if (!Array.isArray(keys) || keys.length === 0) {
    throw refused("The client JWKSet from jwks_uri must contain at least one key.");
  }
  return keys as JWK[];
}

function header(assertion: string) {
  try {
    return decodeProtectedHeader(assertion);
  } catch {
    throw refused("The parsing of the client_assertion failed.");
  }
}

function payload(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion);
  } catch {
    throw refused("The parsing of the client_assertion failed.");
  }
}

function refused(description: string): OAuthError {
  return new OAuthError(401, "invalid_client", description);
}

import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from "jose";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { Application } from "../../state.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import { unsupported } from "../refusals.ts";

/** Seconds by which another issuer's clock may be off (not documented). */
const tolerance = 300;

/**
 * Checks a client's assertion against the federated identity credentials of its registration: issuer, then audience, then
 * subject, each compared with case; then the signature by the issuer's published keys, and the time. That order, and the
 * refusals of an issuer whose keys cannot be had, are inferred; the codes are documented.
 */
export async function checkAssertion(call: LoginCall, application: Application, assertion: string): Promise<void> {
  const claims = read(assertion);
  if (claims.iss === application.appId) {
    throw unsupported(call, "the sandbox knows no client certificates, so no assertions that a client signed itself");
  }
  checkCredentials(application, claims);
  const keys = await fetchKeys(call, claims.iss ?? "");
  const verified = jwtVerify(assertion, createLocalJWKSet(keys), {
    algorithms: ["RS256"],
    currentDate: call.now,
    clockTolerance: tolerance,
    requiredClaims: ["exp"],
  });
  await verified.catch((error: unknown) => {
    throw refusalOf(call, claims, error);
  });
}

function checkCredentials(
  { federatedIdentityCredentials }: Application,
  { iss = "", sub = "", aud }: JWTPayload,
): void {
  const audiences = [aud ?? []].flat();
  const byIssuer = federatedIdentityCredentials.filter(({ issuer }) => issuer === iss);
  if (byIssuer.length === 0) throw noMatch(700211, "issuer", iss);
  const byAudience = byIssuer.filter((credential) => audiences.some((value) => credential.audiences.includes(value)));
  if (byAudience.length === 0) throw noMatch(700212, "audience", audiences.join(", "));
  if (!byAudience.some(({ subject }) => subject === sub)) throw noMatch(700213, "subject", sub);
}

function noMatch(number: number, what: string, value: string): EntraError {
  return new EntraError(
    401,
    "invalid_client",
    number,
    `No matching federated identity record found for presented assertion ${what} '${value}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`,
  );
}

function read(assertion: string): JWTPayload {
  try {
    decodeProtectedHeader(assertion);
    return decodeJwt(assertion);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new EntraError(401, "invalid_client", 50027, "JWT token is invalid or malformed.");
  }
}

function refusalOf({ now }: LoginCall, claims: JWTPayload, error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string" || !code.startsWith("ERR_J")) return error;
  if (code === "ERR_JWT_EXPIRED" || code === "ERR_JWT_CLAIM_VALIDATION_FAILED") {
    const time = (seconds: unknown) =>
      typeof seconds === "number" ? new Date(seconds * 1000).toISOString() : "not given";
    return new EntraError(
      401,
      "invalid_client",
      700024,
      `Client assertion is not within its valid time range. Current time: ${now.toISOString()}, assertion valid from ${time(claims.nbf)}, expiry time of assertion ${time(claims.exp)}.`,
    );
  }
  return new EntraError(401, "invalid_client", 700027, "Client assertion failed signature validation.");
}

/** Asks the sandbox's own hosts only: nothing leaves the machine. */
async function fetchKeys(call: LoginCall, issuer: string): Promise<JSONWebKeySet> {
  const discovery = await fetchJson(call, `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const { issuer: published, jwks_uri: jwksUri } = discovery;
  const keys = published === issuer && typeof jwksUri === "string" ? (await fetchJson(call, jwksUri))["keys"] : [];
  if (!Array.isArray(keys) || keys.length === 0) throw unreachable();
  return { keys: keys as JSONWebKeySet["keys"] };
}

async function fetchJson(call: LoginCall, address: string): Promise<Record<string, unknown>> {
  if (!URL.canParse(address) || new URL(address).protocol !== "https:") throw unreachable();
  const url = new URL(address);
  const request = {
    method: "GET",
    url,
    target: url.pathname + url.search,
    headers: { host: url.host },
    body: Buffer.alloc(0),
  };
  try {
    const { status, body } = await call.context.fetch(request);
    const value: unknown = status === 200 ? JSON.parse(Buffer.from(body ?? "").toString("utf8")) : undefined;
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof CrosstrustError)) throw error;
  }
  throw unreachable();
}

function unreachable(): EntraError {
  return new EntraError(400, "invalid_request", 50166, "Request to External OIDC endpoint failed.");
}

import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import type { SandboxRequest } from "../../../../Vendor.ts";
import type { DomainCall } from "../DomainCall.ts";
import { FederationFault, type OidcProvider, readJson } from "./oidcProvider.ts";
import { callbackOf } from "./startFederation.ts";

/** Seconds by which clocks may differ; not documented. */
const tolerance = 60;

const jwksSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
const tokensSchema = z.object({ id_token: z.string(), access_token: z.string().optional() });

/**
 * Exchanges the provider's authorization code, with the secret in the form (Cognito knows no other way), checks the ID
 * token, and asks the userInfo endpoint for attributes (developer guide, "How a user pool processes claims from an OIDC
 * provider").
 * @returns the ID token's claims, and over them what userInfo says; that it wins, but not over `sub`, is inferred
 * @throws FederationFault
 */
export async function redeemProviderCode(
  call: DomainCall,
  provider: OidcProvider,
  code: string,
  nonce: string,
): Promise<JWTPayload> {
  const tokens = await exchange(call, provider, code);
  const claims = await verifyIdToken(call, provider, tokens.id_token, nonce);
  return { ...claims, ...(await readUserInfo(call, provider, tokens.access_token)), sub: claims.sub };
}

async function verifyIdToken(
  call: DomainCall,
  provider: OidcProvider,
  idToken: string,
  nonce: string,
): Promise<JWTPayload & { sub: string }> {
  const jwks = jwksSchema.safeParse(await readJson(call, provider.jwksUri));
  if (!jwks.success) throw new FederationFault(`${provider.name} Error - there is no key set at ${provider.jwksUri}`);
  try {
    const { payload } = await jwtVerify(idToken, createLocalJWKSet(jwks.data), {
      issuer: provider.issuer,
      audience: provider.clientId,
      algorithms: ["RS256"],
      currentDate: call.account.now(),
      clockTolerance: tolerance,
      requiredClaims: ["sub", "exp"],
    });
    if (payload["nonce"] !== nonce) throw new FederationFault(`Bad id_token issuer or nonce: ${provider.name}`);
    return { ...payload, sub: payload.sub ?? "" };
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    throw new FederationFault(`Bad id_token: ${cause.message}`, { cause });
  }
}

type Tokens = z.output<typeof tokensSchema>;

async function exchange(call: DomainCall, provider: OidcProvider, code: string): Promise<Tokens> {
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: callbackOf(call.origin),
    client_id: provider.clientId,
    client_secret: provider.clientSecret,
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { status, value } = await ask(call, "token", provider.tokenEndpoint, {
    ...{ method: "POST", headers },
    body: Buffer.from(form.toString()),
  });
  const tokens = tokensSchema.safeParse(value);
  if (status === 200 && tokens.success) return tokens.data;
  throw new FederationFault(`${provider.name} Error - ${status} error getting token`);
}

/** What the provider says to the access token; Cognito's words for a refusal are not known. */
async function readUserInfo(
  call: DomainCall,
  { name, userInfoEndpoint, userInfoMethod: method }: OidcProvider,
  accessToken: string | undefined,
): Promise<Record<string, unknown>> {
  if (userInfoEndpoint === undefined || accessToken === undefined) return {};
  const headers = { authorization: `Bearer ${accessToken}` };
  const { status, value } = await ask(call, "userInfo", userInfoEndpoint, { method, headers, body: Buffer.alloc(0) });
  const claims = z.record(z.string(), z.unknown()).safeParse(value);
  if (status === 200 && claims.success) return claims.data;
  throw new FederationFault(`${name} Error - ${status} error getting user info`);
}

/** @param what the endpoint, as Cognito calls it */
async function ask(
  { account }: DomainCall,
  what: string,
  endpoint: string,
  { method, headers, body }: Pick<SandboxRequest, "method" | "headers" | "body">,
): Promise<{ readonly status: number; readonly value: unknown }> {
  const url = new URL(endpoint);
  const target = `${url.pathname}${url.search}`;
  const all = { host: url.host, accept: "application/json", ...headers };
  const answer = await account.context.fetch({ method, url, target, headers: all, body }).catch((cause: unknown) => {
    throw new FederationFault(`Timeout occurred in calling IdP ${what} endpoint`, { cause });
  });
  return { status: answer.status, value: parse(Buffer.from(answer.body ?? "").toString("utf8")) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import type { DomainCall } from "../DomainCall.ts";
import { FederationFault, type OidcProvider, readJson } from "./oidcProvider.ts";
import { callbackOf } from "./startFederation.ts";

/** Seconds by which clocks may differ; not documented. */
const tolerance = 60;

const jwksSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
const tokensSchema = z.object({ id_token: z.string() });

/**
 * Exchanges the provider's authorization code, with the secret in the form (Cognito knows no other way), and checks the ID
 * token. Cognito reads attributes from the provider's userInfo endpoint too; here the ID token has to have them.
 * @returns the ID token's claims
 * @throws FederationFault
 */
export async function redeemProviderCode(
  call: DomainCall,
  provider: OidcProvider,
  code: string,
  nonce: string,
): Promise<JWTPayload> {
  const idToken = await exchange(call, provider, code);
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
    return payload;
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    throw new FederationFault(`Bad id_token: ${cause.message}`, { cause });
  }
}

async function exchange({ account, origin }: DomainCall, provider: OidcProvider, code: string): Promise<string> {
  const url = new URL(provider.tokenEndpoint);
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: callbackOf(origin),
    client_id: provider.clientId,
    client_secret: provider.clientSecret,
  });
  const headers = {
    host: url.host,
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
  };
  const target = `${url.pathname}${url.search}`;
  const request = { method: "POST", url, target, headers, body: Buffer.from(form.toString()) };
  const { status, body } = await account.context.fetch(request).catch((cause: unknown) => {
    throw new FederationFault("Timeout occurred in calling IdP token endpoint", { cause });
  });
  const tokens = tokensSchema.safeParse(parse(Buffer.from(body ?? "").toString("utf8")));
  if (status === 200 && tokens.success) return tokens.data.id_token;
  throw new FederationFault(`${provider.name} Error - ${status} error getting token`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

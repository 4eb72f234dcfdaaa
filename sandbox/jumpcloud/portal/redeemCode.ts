import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from "jose";
import { hostOf } from "../hosts.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import type { IdentityProvider, SignIn } from "../state.ts";
import { fetchJson, readMetadata, type IdentityProviderMetadata } from "./identityProviderMetadata.ts";
import { SignInRefused } from "./SignInRefused.ts";

/**
 * Exchanges an authorization code, with the secret that the identity provider is registered with, and checks the ID token:
 * its signature by the published keys (RS256), issuer, audience, lifetime and nonce.
 * @returns the token's email
 * @throws SignInRefused with the reason
 */
export async function redeemCode(
  call: JumpCloudCall,
  code: string,
  provider: IdentityProvider,
  { nonce }: SignIn,
): Promise<string> {
  const { context, now } = call;
  const metadata = await readMetadata(context, provider);
  const idToken = await exchange(call, code, provider, metadata);
  const claims = await verify(call, idToken, provider, metadata);
  if (claims["nonce"] !== nonce) throw new SignInRefused("The ID token was not made for this sign-in (nonce).");
  if (provider.type === "AZURE" && !metadata.issuer.includes(`/${String(claims["tid"])}/`)) {
    throw new SignInRefused("The ID token is of another tenant than the identity provider's.");
  }
  if (typeof claims.iat === "number" && claims.iat > now.getTime() / 1000 + tolerance) {
    throw new SignInRefused("The ID token was issued in the future.");
  }
  const { email } = claims;
  if (typeof email !== "string" || email === "") {
    throw new SignInRefused(
      "The ID token has no email claim. In Entra, the application needs the optional claim, the Microsoft Graph " +
        "permission email with consent, and the person an email.",
    );
  }
  return email;
}

/** Where a region's people are sent back to; for the US it is the redirect URI of JumpCloud's guide. */
export function redirectUriOf({ host }: JumpCloudCall): string {
  return `https://${hostOf(host.region, "login")}/oauth/callback`;
}

/** Seconds by which clocks may differ; not confirmed. */
const tolerance = 60;

async function exchange(
  call: JumpCloudCall,
  code: string,
  { name, oidc }: IdentityProvider,
  { tokenEndpoint }: IdentityProviderMetadata,
): Promise<string> {
  if (oidc.clientSecret === "") {
    throw new SignInRefused(
      `JumpCloud has no client secret for the identity provider "${name}": an update with a blank one wiped it.`,
    );
  }
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUriOf(call),
    client_id: oidc.clientId,
    client_secret: oidc.clientSecret,
  });
  const { status, body } = await fetchJson(call.context, { url: tokenEndpoint, method: "POST", form });
  if (status === 200 && typeof body["id_token"] === "string") return body["id_token"];
  const words = [body["error"], body["error_description"]].filter((part) => typeof part === "string").join(": ");
  throw new SignInRefused(
    `The identity provider "${name}" refused the authorization code: ${words || `HTTP ${status}`}`,
  );
}

async function verify(
  { context, now }: JumpCloudCall,
  idToken: string,
  { name, oidc }: IdentityProvider,
  { issuer, jwksUri }: IdentityProviderMetadata,
): Promise<JWTPayload> {
  const keys = await fetchJson(context, { url: jwksUri, method: "GET" });
  if (keys.status !== 200 || !Array.isArray(keys.body["keys"])) {
    throw new SignInRefused(`The identity provider "${name}" has no keys at ${jwksUri}.`, 502);
  }
  try {
    const { payload } = await jwtVerify(idToken, createLocalJWKSet(keys.body as unknown as JSONWebKeySet), {
      algorithms: ["RS256"],
      audience: oidc.clientId,
      issuer,
      currentDate: now,
      clockTolerance: tolerance,
      requiredClaims: ["exp", "iat", "nonce", "sub"],
    });
    return payload;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new SignInRefused(`The ID token of "${name}" is not valid: ${error.message}`, 403, error);
  }
}

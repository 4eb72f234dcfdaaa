// openid-client and jose against whatever their environment says, each by discovery: reads who they are from standard
// input, and prints what they got.
import { text } from "node:stream/consumers";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as openid from "openid-client";
import { CookieJar } from "tough-cookie";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";
import { signInByForm } from "./signInByForm.ts";

interface Given {
  readonly issuer: string;
  readonly audience: string;
  readonly scope: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly web: { readonly id: string; readonly secret: string; readonly redirectUri: string };
  readonly person: { readonly name: string; readonly password: string };
  readonly b2c: { readonly issuer: string; readonly audience: string; readonly id: string; readonly secret: string };
}

install();
setGlobalDispatcher(new EnvHttpProxyAgent());
const given = JSON.parse(await text(process.stdin)) as Given;
const { issuer, audience, scope, client, web, person, b2c } = given;

async function machine(at: string, id: string, secret: string, aud: string): Promise<Record<string, unknown>> {
  const config = await openid.discovery(new URL(at), id, undefined, openid.ClientSecretBasic(secret));
  const { access_token } = await openid.clientCredentialsGrant(config, { scope });
  const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri ?? ""));
  return (await jwtVerify(access_token, keys, { issuer: at, audience: aud, algorithms: ["RS256"] })).payload;
}

async function people(): Promise<object> {
  const config = await openid.discovery(new URL(issuer), web.id, undefined, openid.ClientSecretPost(web.secret));
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: web.redirectUri,
    scope: "openid profile email",
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: "s",
    nonce: "n",
  });
  const answer = await signInByForm(url, person, new CookieJar());
  const callback = new URL(`${web.redirectUri}?${answer.toString()}`);
  const checks = { pkceCodeVerifier, expectedState: "s", expectedNonce: "n", idTokenExpected: true };
  const tokens = await openid.authorizationCodeGrant(config, callback, checks);
  const claims = tokens.claims();
  return { preferred_username: claims?.["preferred_username"], ver: claims?.["ver"], scope: tokens.scope };
}

/** The flow that the registration's ID tokens are for: answer by form, checked by the library. */
async function hybrid(): Promise<unknown> {
  const config = await openid.discovery(new URL(issuer), web.id, undefined, openid.ClientSecretPost(web.secret));
  openid.useCodeIdTokenResponseType(config);
  const url = openid.buildAuthorizationUrl(config, {
    ...{ redirect_uri: web.redirectUri, scope: "openid profile email", state: "s", nonce: "n" },
    response_mode: "form_post",
  });
  const answer = await signInByForm(url, person, new CookieJar());
  const request = new Request(web.redirectUri, { method: "POST", body: answer });
  const tokens = await openid.authorizationCodeGrant(config, request, { expectedState: "s", expectedNonce: "n" });
  return tokens.claims()?.["email"];
}

const entra = await machine(issuer, client.id, client.secret, audience);
const customers = await machine(b2c.issuer, b2c.id, b2c.secret, b2c.audience);
process.stdout.write(
  JSON.stringify({
    entra: [entra["roles"], entra["scp"] ?? null, entra["azp"]],
    b2c: [customers["roles"] ?? null, customers["scp"], customers["azp"]],
    people: await people(),
    hybrid: await hybrid(),
  }),
);

// openid-client against whatever its environment says: signs a person in, refreshes, asks for the person's claims.
import { text } from "node:stream/consumers";
import * as openid from "openid-client";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";
import { signInAsPerson, type Given } from "./signInAsPerson.ts";

install();
setGlobalDispatcher(new EnvHttpProxyAgent());
const given = JSON.parse(await text(process.stdin)) as Given;
const { issuer, clientId, clientSecret, redirectUri } = given;

const config = await openid.discovery(new URL(issuer), clientId, undefined, openid.ClientSecretPost(clientSecret));
const pkceCodeVerifier = openid.randomPKCECodeVerifier();
const [state, nonce] = [openid.randomState(), openid.randomNonce()];
const url = openid.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: "openid email offline_access",
  code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: "S256",
  state,
  nonce,
});
const callback = await signInAsPerson(url, given);
const checks = { pkceCodeVerifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
const tokens = await openid.authorizationCodeGrant(config, callback, checks);
const replayed = await openid.authorizationCodeGrant(config, callback, checks).then(
  () => "accepted",
  (error: unknown) => (error as openid.ResponseBodyError).error,
);

const basic = await openid.discovery(new URL(issuer), clientId, undefined, openid.ClientSecretBasic(clientSecret));
const byBasic = await openid.refreshTokenGrant(basic, tokens.refresh_token ?? "").then(
  () => "accepted",
  (error: unknown) => (error as openid.ResponseBodyError).error,
);
process.stdout.write(
  JSON.stringify({
    email: tokens.claims()?.["email"],
    audience: tokens.claims()?.aud,
    scope: tokens.scope,
    type: tokens.token_type,
    replayed,
    byBasic,
  }),
);

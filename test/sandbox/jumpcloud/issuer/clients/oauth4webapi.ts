// oauth4webapi and jose against whatever their environment says: signs a person in, validates the ID token's signature by
// the published keys, refreshes, and asks for the person's claims.
import { text } from "node:stream/consumers";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";
import { signInAsPerson, type Given } from "./signInAsPerson.ts";

install();
setGlobalDispatcher(new EnvHttpProxyAgent());
const given = JSON.parse(await text(process.stdin)) as Given;
const { issuer, clientId, clientSecret, redirectUri } = given;

const server = await oauth.processDiscoveryResponse(new URL(issuer), await oauth.discoveryRequest(new URL(issuer)));
const client: oauth.Client = { client_id: clientId };
const authentication = oauth.ClientSecretPost(clientSecret);
const verifier = oauth.generateRandomCodeVerifier();
const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
const url = new URL(server.authorization_endpoint ?? "");
url.search = new URLSearchParams({
  ...{ client_id: clientId, redirect_uri: redirectUri, response_type: "code", scope: "openid email offline_access" },
  ...{ state, nonce, code_challenge_method: "S256" },
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
}).toString();
const parameters = oauth.validateAuthResponse(server, client, await signInAsPerson(url, given), state);
const response = await oauth.authorizationCodeGrantRequest(
  server,
  client,
  authentication,
  parameters,
  redirectUri,
  verifier,
);
const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
  expectedNonce: nonce,
  requireIdToken: true,
});
const { payload } = await jwtVerify(tokens.id_token ?? "", createRemoteJWKSet(new URL(server.jwks_uri ?? "")), {
  issuer,
  audience: clientId,
  algorithms: ["RS256"],
});
const refreshed = await oauth.processRefreshTokenResponse(
  server,
  client,
  await oauth.refreshTokenGrantRequest(server, client, authentication, tokens.refresh_token ?? ""),
);
const person = await oauth.processUserInfoResponse(
  server,
  client,
  payload.sub ?? "",
  await oauth.userInfoRequest(server, client, refreshed.access_token),
);
const refreshedClaims = oauth.getValidatedIdTokenClaims(refreshed);
process.stdout.write(
  JSON.stringify({
    email: payload["email"],
    isFresh: refreshedClaims?.["jti"] !== undefined && refreshedClaims["jti"] !== payload.jti,
    rotated: refreshed.refresh_token !== tokens.refresh_token,
    person: person.email,
  }),
);

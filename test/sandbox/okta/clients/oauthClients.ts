// oauth4webapi, openid-client and jose against whatever their environment says, each by discovery: reads who they are from
// standard input, and prints what they got.
import { text } from "node:stream/consumers";
import { createRemoteJWKSet, importJWK, jwtVerify, type CryptoKey, type JWK } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";

interface Given {
  readonly issuer: string;
  readonly basic: { readonly id: string; readonly secret: string };
  readonly post: { readonly id: string; readonly secret: string };
  readonly keyed: { readonly id: string; readonly jwk: JWK & { readonly kid: string } };
}

// All of them call the global fetch, which in older releases of Node 22 reads no proxy variables.
install();
setGlobalDispatcher(new EnvHttpProxyAgent());
const given = JSON.parse(await text(process.stdin)) as Given;
const issuer = new URL(given.issuer);
const key = (await importJWK(given.keyed.jwk, "RS256")) as CryptoKey;
const signingKey = { key, kid: given.keyed.jwk.kid };

const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer));
const jwks = createRemoteJWKSet(new URL(server.jwks_uri ?? ""));

async function verified(token: string): Promise<unknown> {
  const { payload } = await jwtVerify(token, jwks, { issuer: given.issuer, audience: "https://api.acme.example" });
  return payload["scp"];
}

async function byOauth4webapi(clientId: string, authentication: oauth.ClientAuth): Promise<unknown> {
  const client = { client_id: clientId };
  const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, { scope: "keys.read" });
  const { access_token } = await oauth.processClientCredentialsResponse(server, client, response);
  return verified(access_token);
}

async function byOpenidClient(clientId: string, authentication: openid.ClientAuth): Promise<unknown> {
  const config = await openid.discovery(issuer, clientId, undefined, authentication);
  const { access_token } = await openid.clientCredentialsGrant(config, { scope: "keys.read" });
  return verified(access_token);
}

/** Okta wants the token endpoint for an audience, and these clients name the issuer. */
const forTokenEndpoint = {
  [oauth.modifyAssertion]: (_header: unknown, payload: Record<string, unknown>) => {
    payload["aud"] = server.token_endpoint;
  },
};

const { basic, post, keyed } = given;
const wrong = await byOauth4webapi(basic.id, oauth.ClientSecretBasic("wrong")).catch((error: unknown) => error);

process.stdout.write(
  JSON.stringify({
    oauth4webapi: [
      await byOauth4webapi(basic.id, oauth.ClientSecretBasic(basic.secret)),
      await byOauth4webapi(post.id, oauth.ClientSecretPost(post.secret)),
      await byOauth4webapi(keyed.id, oauth.PrivateKeyJwt(signingKey, forTokenEndpoint)),
    ],
    openidClient: [
      await byOpenidClient(basic.id, openid.ClientSecretBasic(basic.secret)),
      await byOpenidClient(post.id, openid.ClientSecretPost(post.secret)),
      await byOpenidClient(keyed.id, openid.PrivateKeyJwt(signingKey, forTokenEndpoint)),
    ],
    wrong:
      wrong instanceof oauth.ResponseBodyError ? [wrong.status, wrong.error, wrong.error_description] : String(wrong),
  }),
);

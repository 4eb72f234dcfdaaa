import assert from "node:assert/strict";
import { OktaOrg, orgUrl, refusal, type OktaErrorBody } from "../support/oktaOrg.ts";

interface Metadata {
  readonly issuer: string;
  readonly scopes_supported: readonly string[];
  readonly [member: string]: unknown;
}

describe("Okta's metadata", () => {
  const documents = ["openid-configuration", "oauth-authorization-server"] as const;

  for (const name of documents) {
    it(`in ${name} names the server's endpoints`, async () => {
      const org = new OktaOrg();
      const { id } = await org.createServer();
      const issuer = `${orgUrl}/oauth2/${id}`;
      const { status, headers, body } = await org.call<Metadata>("GET", `/oauth2/${id}/.well-known/${name}`);
      assert.deepEqual([status, headers["cache-control"]], [200, "max-age=86400, must-revalidate"]);
      assert.equal(headers["pragma"], undefined);
      const { authorization_endpoint, token_endpoint, jwks_uri, registration_endpoint } = body;
      assert.deepEqual(
        { issuer: body.issuer, authorization_endpoint, token_endpoint, jwks_uri, registration_endpoint },
        {
          issuer,
          authorization_endpoint: `${issuer}/v1/authorize`,
          token_endpoint: `${issuer}/v1/token`,
          jwks_uri: `${issuer}/v1/keys`,
          registration_endpoint: `${orgUrl}/oauth2/v1/clients`,
        },
      );
    });

    it(`in ${name} lists the scopes that are published, and no other`, async () => {
      const org = new OktaOrg();
      const { id } = await org.createServer();
      await org.createScope(id, { name: "keys.read", metadataPublish: "ALL_CLIENTS" });
      await org.createScope(id, { name: "keys.write" });
      const { scopes_supported } = await org.ask<Metadata>("GET", `/oauth2/${id}/.well-known/${name}`);
      assert.deepEqual(scopes_supported, [
        "openid",
        "profile",
        "email",
        "address",
        "phone",
        "offline_access",
        "device_sso",
        "keys.read",
      ]);
    });
  }

  it("tells ID tokens' claims from access tokens'", async () => {
    const org = new OktaOrg();
    const [openid, oauth] = await Promise.all(
      documents.map(async (name) => org.ask<Metadata>("GET", `/oauth2/default/.well-known/${name}`)),
    );
    assert.deepEqual(openid?.["id_token_signing_alg_values_supported"], ["RS256"]);
    assert.ok(!("id_token_signing_alg_values_supported" in oauth!));
    assert.deepEqual(oauth?.["claims_supported"], [
      "ver",
      "jti",
      "iss",
      "aud",
      "iat",
      "exp",
      "cid",
      "uid",
      "scp",
      "sub",
    ]);
  });

  it("of the default server has its name in the issuer", async () => {
    const org = new OktaOrg();
    const { id } = await org.ask("GET", "/api/v1/authorizationServers/default");
    for (const server of ["default", id]) {
      const { issuer } = await org.ask<Metadata>("GET", `/oauth2/${server}/.well-known/openid-configuration`);
      assert.equal(issuer, `${orgUrl}/oauth2/default`);
    }
  });

  it("of the org's own server has no path in the issuer, and a key of its own", async () => {
    const org = new OktaOrg();
    const { issuer, jwks_uri } = await org.ask<Metadata>("GET", "/.well-known/openid-configuration");
    assert.deepEqual([issuer, jwks_uri], [orgUrl, `${orgUrl}/oauth2/v1/keys`]);
    const { keys } = await org.ask<{ keys: { kid: string }[] }>("GET", "/oauth2/v1/keys");
    const others = await org.ask<{ keys: { kid: string }[] }>("GET", "/oauth2/default/v1/keys");
    assert.equal(keys.length, 1);
    assert.notEqual(keys[0]?.kid, others.keys[0]?.kid);
  });

  for (const path of [...documents.map((name) => `.well-known/${name}`), "v1/keys"]) {
    it(`at ${path} is not there for a server that is unknown or not active`, async () => {
      const org = new OktaOrg();
      const { id } = await org.createServer();
      assert.equal((await org.call("GET", `/oauth2/${id}/${path}`)).status, 200);
      await org.ask("POST", `/api/v1/authorizationServers/${id}/lifecycle/deactivate`);
      for (const server of [id, "ausNone"]) {
        assert.deepEqual(refusal(await org.call<OktaErrorBody>("GET", `/oauth2/${server}/${path}`)), {
          status: 404,
          errorCode: "E0000007",
          errorSummary: `Not found: Resource not found: ${server} (AuthorizationServer)`,
          errorCauses: [],
        });
      }
    });
  }
});

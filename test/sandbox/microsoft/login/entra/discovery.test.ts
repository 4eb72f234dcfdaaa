import assert from "node:assert/strict";
import { LoginTenants, loginUrl, refusal, tenantId } from "../support/LoginTenants.ts";

interface Keys {
  readonly keys: readonly Readonly<Record<string, string>>[];
}

describe("Entra ID's metadata", () => {
  const base = `${loginUrl}/${tenantId}`;

  it("of the v2.0 endpoints, by tenant id and by domain alike", async () => {
    const tenants = new LoginTenants();
    const document = await tenants.json(`${base}/v2.0/.well-known/openid-configuration`);
    assert.deepEqual(document, {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ["query", "fragment", "form_post"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
      issuer: `${base}/v2.0`,
      request_uri_parameter_supported: false,
      userinfo_endpoint: "https://graph.microsoft.com/oidc/userinfo",
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      http_logout_supported: true,
      frontchannel_logout_supported: true,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      claims_supported:
        "sub iss cloud_instance_name cloud_instance_host_name cloud_graph_host_name msgraph_host aud exp iat auth_time acr nonce preferred_username name tid ver at_hash c_hash email".split(
          " ",
        ),
      kerberos_endpoint: `${base}/kerberos`,
      tenant_region_scope: "EU",
      cloud_instance_name: "microsoftonline.com",
      cloud_graph_host_name: "graph.windows.net",
      msgraph_host: "graph.microsoft.com",
      rbac_url: "https://pas.windows.net",
    });
    const byDomain = await tenants.json(`${loginUrl}/ACME.example/v2.0/.well-known/openid-configuration`);
    assert.deepEqual(byDomain, document);
  });

  it("of the v1.0 endpoints, whose issuer is another one and serves it too", async () => {
    const tenants = new LoginTenants();
    const document = await tenants.json(`${base}/.well-known/openid-configuration`);
    assert.equal(document["issuer"], `https://sts.windows.net/${tenantId}/`);
    assert.equal(document["token_endpoint"], `${base}/oauth2/token`);
    assert.equal(document["jwks_uri"], `${loginUrl}/common/discovery/keys`);
    const underIssuer = await tenants.json(`${document["issuer"]}.well-known/openid-configuration`);
    assert.deepEqual(underIssuer, document);
  });

  it("of no tenant in particular", async () => {
    const document = await new LoginTenants().json(`${loginUrl}/common/v2.0/.well-known/openid-configuration`);
    assert.equal(document["issuer"], `${loginUrl}/{tenantid}/v2.0`);
    assert.equal(document["token_endpoint"], `${loginUrl}/common/oauth2/v2.0/token`);
  });

  it("has a tenant's key, the same in both versions, and all of them at common", async () => {
    const tenants = new LoginTenants();
    const { keys } = await tenants.json<Keys>(`${base}/discovery/v2.0/keys`);
    const [key] = keys;
    assert.equal(keys.length, 1);
    assert.deepEqual(Object.keys(key!), ["kty", "use", "kid", "n", "e", "x5t", "issuer"]);
    assert.deepEqual([key!["kty"], key!["use"], key!["issuer"]], ["RSA", "sig", `${base}/v2.0`]);
    const v1 = await tenants.json<Keys>(`${base}/discovery/keys`);
    assert.deepEqual(
      v1.keys.map(({ kid, issuer }) => [kid, issuer]),
      [[key!["kid"], `https://sts.windows.net/${tenantId}/`]],
    );
    const common = await tenants.json<Keys>(`${loginUrl}/common/discovery/v2.0/keys`);
    assert.equal(new Set(common.keys.map(({ kid }) => kid)).size, 2);
    assert.ok(common.keys.some(({ kid }) => kid === key!["kid"]));
  });

  it("refuses a tenant that it does not know", async () => {
    const tenants = new LoginTenants();
    for (const path of [
      "v2.0/.well-known/openid-configuration",
      ".well-known/openid-configuration",
      "discovery/keys",
    ]) {
      const answer = await tenants.call("GET", `${loginUrl}/nobody.example/${path}`);
      assert.deepEqual(refusal(answer), [400, "invalid_tenant", 90002]);
    }
  });

  it("knows the public cloud's authorities, and no others", async () => {
    const tenants = new LoginTenants();
    const instance = (endpoint: string) =>
      `${loginUrl}/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(endpoint)}`;
    assert.deepEqual(await tenants.json(instance(`${base}/oauth2/v2.0/authorize`)), {
      tenant_discovery_endpoint: `${base}/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: [
        {
          preferred_network: "login.microsoftonline.com",
          preferred_cache: "login.windows.net",
          aliases: ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"],
        },
      ],
    });
    const other = await tenants.call("GET", instance("https://login.evil.example/common/oauth2/v2.0/authorize"));
    assert.deepEqual(refusal(other), [400, "invalid_instance", 50049]);
  });
});

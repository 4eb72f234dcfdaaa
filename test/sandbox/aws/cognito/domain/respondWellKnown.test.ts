import assert from "node:assert/strict";
import { region } from "../../support/AwsCloud.ts";
import { domainUrl, issuer, PoolDomain } from "./support/PoolDomain.ts";

describe("the documents at a pool's issuer", () => {
  const discovery = async (domain: PoolDomain) => {
    const { status, body } = await domain.cloud.ask("GET", `${issuer}/.well-known/openid-configuration`);
    return [status, JSON.parse(body) as Record<string, unknown>] as const;
  };

  it("name the domain's endpoints, and have the members of the real one", async () => {
    assert.deepEqual(await discovery(new PoolDomain()), [
      200,
      {
        authorization_endpoint: `${domainUrl}/oauth2/authorize`,
        end_session_endpoint: `${domainUrl}/logout`,
        id_token_signing_alg_values_supported: ["RS256"],
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        response_types_supported: ["code", "token"],
        revocation_endpoint: `${domainUrl}/oauth2/revoke`,
        scopes_supported: ["openid", "email", "phone", "profile"],
        subject_types_supported: ["public"],
        token_endpoint: `${domainUrl}/oauth2/token`,
        token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
        userinfo_endpoint: `${domainUrl}/oauth2/userInfo`,
      },
    ]);
  });

  it("name places under the issuer for a pool without a domain, and a custom domain before a prefix", async () => {
    const domain = new PoolDomain();
    delete domain.pool.domain;
    const [, without] = await discovery(domain);
    assert.equal(without["token_endpoint"], `${issuer}/token`);
    assert.equal(without["end_session_endpoint"], `${issuer}/logout`);
    domain.pool.customDomain = { domain: "login.acme.example", managedLoginVersion: 1, created: 0 };
    const [, custom] = await discovery(domain);
    assert.equal(custom["token_endpoint"], "https://login.acme.example/oauth2/token");
  });

  it("have two keys, the same each time, and no private part", async () => {
    const domain = new PoolDomain();
    const [{ keys }, again] = await Promise.all([domain.jwks(), domain.jwks()]);
    assert.deepEqual(again.keys, keys);
    assert.equal(new Set(keys.map(({ kid }) => kid)).size, 2);
    for (const key of keys) {
      assert.deepEqual(Object.keys(key).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
      assert.match(key.kid!, /^[A-Za-z0-9+/]{43}=$/);
    }
  });

  it("are not there for a pool that there is not, nor for another region", async () => {
    const domain = new PoolDomain();
    const { cloud } = domain;
    const nobody = `https://cognito-idp.${region}.amazonaws.com/${region}_nobody`;
    assert.equal((await cloud.ask("GET", `${nobody}/.well-known/jwks.json`)).status, 404);
    assert.equal((await cloud.ask("GET", `${nobody}/.well-known/openid-configuration`)).status, 404);
    const elsewhere = issuer.replace("cognito-idp.eu-central-1", "cognito-idp.us-east-1");
    assert.equal((await cloud.ask("GET", `${elsewhere}/.well-known/jwks.json`)).status, 404);
  });
});

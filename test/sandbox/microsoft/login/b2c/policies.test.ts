import assert from "node:assert/strict";
import {
  type Answer,
  b2cTenantId,
  b2cUrl,
  LoginTenants,
  type Registered,
  startSeconds,
} from "../support/LoginTenants.ts";

const tenantPath = `${b2cUrl}/acmecustomers.onmicrosoft.com`;

describe("Azure AD B2C's endpoints", () => {
  function setUp(roles: readonly string[] = ["Orders.Export", "Orders.Approve"]) {
    const tenants = new LoginTenants();
    const api = tenants.registerApi(tenants.b2c, 2);
    const client = tenants.register(tenants.b2c, "shop");
    for (const role of roles) tenants.assign(tenants.b2c, client.principal.id, api, role);
    return { tenants, api, client };
  }

  const grant = (client: Registered, changes: Record<string, string> = {}) => ({
    grant_type: "client_credentials",
    client_id: client.application.appId,
    client_secret: client.secret,
    scope: "api://orders/.default",
    ...changes,
  });

  const told = ({ status, text }: Answer): readonly unknown[] => {
    const body = JSON.parse(text) as { error: string; error_description: string };
    return [status, body.error, body.error_description.split(":")[0]];
  };

  const switchIssuer = async (tenants: LoginTenants, body: string, policy = "B2C_1_signin") =>
    tenants.call("POST", `${b2cUrl}/.sandbox/policies/${policy}`, body);

  for (const [form, issuer] of [
    ["tenant", `${b2cUrl}/${b2cTenantId}/v2.0/`],
    ["tfp", `${b2cUrl}/tfp/${b2cTenantId}/b2c_1_signin/v2.0/`],
  ] as const) {
    it(`give tokens with roles in scp, of the issuer in the form "${form}"`, async () => {
      const { tenants, api, client } = setUp();
      await switchIssuer(tenants, JSON.stringify({ issuerForm: form }));
      const answer = await tenants.form(`${tenantPath}/B2C_1_signin/oauth2/v2.0/token`, grant(client));
      const { access_token, ...rest } = JSON.parse(answer.text) as { access_token: string };
      assert.deepEqual(rest, {
        token_type: "Bearer",
        not_before: startSeconds,
        expires_in: 3600,
        expires_on: startSeconds + 3600,
        resource: api.application.appId,
      });
      assert.deepEqual(await tenants.claims(access_token, `${tenantPath}/b2c_1_signin/discovery/v2.0/keys`), {
        iss: issuer,
        exp: startSeconds + 3600,
        nbf: startSeconds,
        aud: api.application.appId,
        sub: client.principal.id,
        tid: b2cTenantId,
        scp: "Orders.Export Orders.Approve",
        azp: client.application.appId,
        ver: "1.0",
        iat: startSeconds,
      });
    });
  }

  it("publish metadata under the issuer in the tfp form, in any case", async () => {
    const { tenants } = setUp();
    assert.equal((await switchIssuer(tenants, '{"issuerForm":"tfp"}', "b2c_1_SIGNIN")).status, 200);
    const issuer = `${b2cUrl}/tfp/${b2cTenantId}/b2c_1_signin/v2.0/`;
    const document = await tenants.json(`${issuer}.well-known/openid-configuration`);
    assert.equal(document["issuer"], issuer);
    assert.equal(document["jwks_uri"], `${b2cUrl}/${b2cTenantId}/b2c_1_signin/discovery/v2.0/keys`);
    assert.equal(document["token_endpoint"], `${b2cUrl}/${b2cTenantId}/b2c_1_signin/oauth2/v2.0/token`);
    await tenants.json(document["jwks_uri"]);
  });

  it("publish metadata by tenant and policy, and by policy in the query", async () => {
    const { tenants } = setUp();
    const configuration = "v2.0/.well-known/openid-configuration";
    const inPath = await tenants.json(`${tenantPath}/B2C_1_signin/${configuration}`);
    assert.equal(inPath["issuer"], `${b2cUrl}/${b2cTenantId}/v2.0/`);
    assert.equal(inPath["token_endpoint"], `${tenantPath}/b2c_1_signin/oauth2/v2.0/token`);
    const inQuery = await tenants.json(`${tenantPath}/${configuration}?p=B2C_1_signin`);
    assert.equal(inQuery["token_endpoint"], `${tenantPath}/oauth2/v2.0/token?p=b2c_1_signin`);
    await tenants.json(String(inQuery["jwks_uri"]));
  });

  it("take forms as the guide's curl sends them, and HTTP Basic", async () => {
    const { tenants, client } = setUp();
    const url = `${tenantPath}/b2c_1_signin/oauth2/v2.0/token`;
    const parts = Object.entries(grant(client)).map(
      ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const type = { "content-type": "multipart/form-data; boundary=x" };
    assert.equal((await tenants.call("POST", url, `${parts.join("")}--x--\r\n`, type)).status, 200);
    const { client_id, client_secret, ...fields } = grant(client);
    const authorization = `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}`;
    assert.equal((await tenants.form(url, fields, { authorization })).status, 200);
  });

  it("leave scp out where no roles were given, unless the API requires assignment", async () => {
    const { tenants, api, client } = setUp([]);
    const url = `${tenantPath}/b2c_1_signin/oauth2/v2.0/token`;
    const answer = await tenants.form(url, grant(client));
    const { access_token } = JSON.parse(answer.text) as { access_token: string };
    const claims = await tenants.claims(access_token, `${tenantPath}/b2c_1_signin/discovery/v2.0/keys`);
    assert.equal("scp" in claims, false);
    api.principal.appRoleAssignmentRequired = true;
    assert.deepEqual(told(await tenants.form(url, grant(client))), [400, "unauthorized_client", "AADB2C90205"]);
  });

  it("sign with each policy's own key", async () => {
    const { tenants } = setUp();
    tenants.b2c.policies.push({ name: "B2C_1A_other", issuerForm: "tenant" });
    const kids = async (policy: string) => {
      const { keys } = await tenants.json<{ keys: { kid: string }[] }>(`${tenantPath}/${policy}/discovery/v2.0/keys`);
      return keys.map(({ kid }) => kid);
    };
    assert.notDeepEqual(await kids("B2C_1_signin"), await kids("b2c_1a_other"));
  });

  const cases: readonly (readonly [string, Record<string, string>, readonly unknown[]])[] = [
    ["no grant type", { grant_type: "" }, [400, "invalid_request", "AADB2C90083"]],
    ["an unknown grant type", { grant_type: "magic" }, [400, "unsupported_grant_type", "AADB2C90086"]],
    ["no client", { client_id: "" }, [400, "invalid_request", "AADB2C90008"]],
    ["an unknown client", { client_id: "nobody" }, [400, "unauthorized_client", "AADB2C90018"]],
    ["a wrong secret", { client_secret: "wrong" }, [400, "invalid_client", "AADB2C90081"]],
    ["an assertion", { client_assertion: "x" }, [400, "invalid_request", "AADB2C99027"]],
    ["no scope", { scope: "" }, [400, "invalid_request", "AADB2C90010"]],
    ["a scope that is not .default", { scope: "api://orders/Orders.Export" }, [400, "invalid_grant", "AADB2C90085"]],
    ["an unknown API", { scope: "api://nothing/.default" }, [400, "invalid_grant", "AADB2C90085"]],
    ["Microsoft Graph", { scope: "https://graph.microsoft.com/.default" }, [400, "invalid_grant", "AADB2C90085"]],
  ];
  for (const [what, changes, expected] of cases) {
    it(`refuse ${what}`, async () => {
      const { tenants, client } = setUp();
      const answer = await tenants.form(`${tenantPath}/b2c_1_signin/oauth2/v2.0/token`, grant(client, changes));
      assert.deepEqual(told(answer), expected);
      assert.deepEqual(tenants.refusals, []);
    });
  }

  it("refuse in B2C's form", async () => {
    const { tenants, client } = setUp();
    const headers = { "client-request-id": "11111111-2222-4333-8444-555555555555" };
    const fields = grant(client, { client_secret: "wrong" });
    const answer = await tenants.form(`${tenantPath}/b2c_1_signin/oauth2/v2.0/token`, fields, headers);
    assert.deepEqual(JSON.parse(answer.text), {
      error: "invalid_client",
      error_description:
        "AADB2C90081: The specified client_secret does not match the expected value for this client. Please correct the client_secret and try again.\r\nCorrelation ID: 11111111-2222-4333-8444-555555555555\r\nTimestamp: 2026-01-02 03:04:05Z\r\n",
    });
  });

  it("refuse a secret that has expired, a disabled client and one for a single kind of account", async () => {
    const { tenants, client } = setUp();
    const ask = async () => told(await tenants.form(`${tenantPath}/b2c_1_signin/oauth2/v2.0/token`, grant(client)));
    client.application.signInAudience = "AzureADMyOrg";
    assert.deepEqual(await ask(), [400, "invalid_grant", "AADB2C90085"]);
    client.principal.accountEnabled = false;
    assert.deepEqual(await ask(), [400, "unauthorized_client", "AADB2C90092"]);
    tenants.clock.advance(30 * 86_400);
    assert.deepEqual(await ask(), [400, "invalid_client", "AADB2C90081"]);
  });

  it("refuse a client of the company's own directory", async () => {
    const { tenants } = setUp();
    const stranger = tenants.register(tenants.entra, "nightly-export");
    const answer = await tenants.form(`${tenantPath}/b2c_1_signin/oauth2/v2.0/token`, grant(stranger));
    assert.deepEqual(told(answer), [400, "unauthorized_client", "AADB2C90018"]);
  });

  it("know no other policy and no other tenant", async () => {
    const { tenants, client } = setUp();
    for (const path of ["acmecustomers.onmicrosoft.com/B2C_1_nobody", "acmedev.onmicrosoft.com/B2C_1_signin"]) {
      assert.equal((await tenants.call("GET", `${b2cUrl}/${path}/discovery/v2.0/keys`)).status, 404);
      assert.equal((await tenants.form(`${b2cUrl}/${path}/oauth2/v2.0/token`, grant(client))).status, 404);
    }
    assert.deepEqual(tenants.refusals, []);
  });

  it("answer at the tenant's custom domains too, each an issuer of its own", async () => {
    const { tenants } = setUp();
    tenants.b2c.loginHosts.push("login.acme.example");
    assert.equal(tenants.vendor.owns("login.acme.example"), true);
    const path = "acmecustomers.onmicrosoft.com/B2C_1_signin/v2.0/.well-known/openid-configuration";
    const document = await tenants.json(`https://login.acme.example/${path}`);
    assert.equal(document["issuer"], `https://login.acme.example/${b2cTenantId}/v2.0/`);
  });

  it("note what they do not play", async () => {
    const { tenants, client } = setUp();
    const url = `${tenantPath}/b2c_1_signin`;
    assert.equal((await tenants.call("GET", `${url}/oauth2/v2.0/authorize?client_id=x`)).status, 404);
    await tenants.form(`${url}/oauth2/v2.0/token`, grant(client, { grant_type: "authorization_code" }));
    assert.equal((await tenants.call("GET", "https://nobody.b2clogin.com/x/y/discovery/v2.0/keys")).status, 404);
    assert.deepEqual(
      tenants.refusals.map(({ host, reason }) => [host, reason]),
      [
        ["acmecustomers.b2clogin.com", "the sandbox's B2C has no such endpoint"],
        ["acmecustomers.b2clogin.com", "the sandbox's B2C has no grant of the type authorization_code"],
        ["nobody.b2clogin.com", "no B2C tenant of the sandbox has this host"],
      ],
    );
  });

  it("have their issuer's form switched by hand, and by nothing else", async () => {
    const { tenants } = setUp();
    for (const body of ["", "nonsense", "null", "{}", '{"issuerForm":"both"}']) {
      assert.equal((await switchIssuer(tenants, body)).status, 400);
    }
    assert.equal((await switchIssuer(tenants, '{"issuerForm":"tfp"}', "B2C_1_nobody")).status, 404);
    assert.equal(tenants.b2c.policies[0]?.issuerForm, "tenant");
    const answer = await switchIssuer(tenants, '{"issuerForm":"tfp"}');
    assert.deepEqual(JSON.parse(answer.text), { name: "B2C_1_signin", issuerForm: "tfp" });
  });

  it("fail as often as they are told to", async () => {
    const { tenants, client } = setUp();
    const ask = async () => tenants.form(`${tenantPath}/b2c_1_signin/oauth2/v2.0/token`, grant(client));
    tenants.faults.set("policyToken", 429);
    assert.deepEqual(told(await ask()), [429, "temporarily_unavailable", "AADB2C90244"]);
    tenants.faults.set("policyToken", 503);
    assert.deepEqual(told(await ask()), [503, "temporarily_unavailable", "AADB2C90035"]);
    assert.equal((await ask()).status, 200);
  });
});

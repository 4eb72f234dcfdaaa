import assert from "node:assert/strict";
import {
  OktaOrg,
  orgUrl,
  serviceApp,
  type OktaErrorBody,
  type OktaObject,
  type ServiceApp,
} from "../support/oktaOrg.ts";

const apps = "/api/v1/apps";
const rsaKey = { kty: "RSA", kid: "k1", e: "AQAB", n: "owfoXNHcAlAVpIO41840ZU2tZraLGw3yEr3xZvAti7oEZPUKCytk" };

describe("Okta's service applications", () => {
  it("are made with a secret, which is not read again", async () => {
    const org = new OktaOrg();
    const { status, body } = await org.call<ServiceApp>("POST", `${apps}?activate=true`, serviceApp());
    assert.equal(status, 200);
    assert.match(body.id, /^0oa[A-Za-z0-9]{17}$/);
    const { client_secret: secret, ...client } = body.credentials.oauthClient;
    assert.match(secret, /^[\w-]{64}$/);
    assert.deepEqual(client, {
      autoKeyRotation: true,
      client_id: body.id,
      token_endpoint_auth_method: "client_secret_basic",
      pkce_required: false,
    });
    assert.deepEqual(body.settings, {
      app: {},
      notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } },
      manualProvisioning: false,
      implicitAssignment: false,
      notes: { admin: null, enduser: null },
      oauthClient: {
        client_uri: null,
        logo_uri: null,
        redirect_uris: [],
        response_types: ["token"],
        grant_types: ["client_credentials"],
        application_type: "service",
        consent_method: "TRUSTED",
        issuer_mode: "ORG_URL",
        idp_initiated_login: { mode: "DISABLED", default_scope: [] },
        wildcard_redirect: "DISABLED",
        dpop_bound_access_tokens: false,
        participate_slo: false,
      },
    });
    const { name, label, status: state, signOnMode, created } = body;
    assert.deepEqual(
      { name, label, state, signOnMode, created },
      {
        name: "oidc_client",
        label: "Key Insight",
        state: "ACTIVE",
        signOnMode: "OPENID_CONNECT",
        created: "2026-01-02T03:04:05.000Z",
      },
    );
    const read = await org.ask<ServiceApp>("GET", `${apps}/${body.id}`);
    assert.deepEqual(read, { ...body, credentials: { ...body.credentials, oauthClient: client } });
    assert.ok(!JSON.stringify(await org.ask("GET", apps)).includes(secret));
  });

  it("keep their secret over an update, which shows it", async () => {
    const org = new OktaOrg();
    const app = await org.createApp();
    const secret = app.credentials.oauthClient.client_secret;
    org.clock.advance(60);
    const updated = await org.ask<ServiceApp>("PUT", `${apps}/${app.id}`, {
      ...serviceApp({ token_endpoint_auth_method: "client_secret_post", client_secret: "" }),
      label: "Reports",
    });
    assert.equal(updated.credentials.oauthClient.client_secret, secret);
    assert.equal(updated.credentials.oauthClient["token_endpoint_auth_method"], "client_secret_post");
    assert.deepEqual([updated["label"], updated["lastUpdated"]], ["Reports", "2026-01-02T03:05:05.000Z"]);
  });

  it("take a client id and a secret of one's own", async () => {
    const org = new OktaOrg();
    const app = await org.createApp({ client_id: "key-insight", client_secret: "a-secret-of-my-own" });
    const { client_id, client_secret } = app.credentials.oauthClient;
    assert.deepEqual([client_id, client_secret], ["key-insight", "a-secret-of-my-own"]);
    assert.notEqual(app.id, "key-insight");
    const again = await org.call<OktaErrorBody>("POST", apps, serviceApp({ client_id: "key-insight" }));
    assert.deepEqual([again.status, again.body.errorCode], [400, "E0000001"]);
    const changed = await org.ask<ServiceApp>(
      "PUT",
      `${apps}/${app.id}`,
      serviceApp({ client_secret: "another-of-my-own" }),
    );
    assert.equal(changed.credentials.oauthClient.client_secret, "another-of-my-own");
    assert.equal((await org.call("PUT", `${apps}/${app.id}`, serviceApp({ client_id: "other" }))).status, 400);
    assert.equal((await org.call("POST", apps, serviceApp({ client_secret: "too-short" }))).status, 400);
  });

  it("may hold a key instead, and lose their secrets by it", async () => {
    const org = new OktaOrg();
    const app = await org.createApp();
    const keyed = serviceApp({ token_endpoint_auth_method: "private_key_jwt" }, { jwks: { keys: [rsaKey] } });
    const updated = await org.ask<ServiceApp>("PUT", `${apps}/${app.id}`, keyed);
    assert.ok(!("client_secret" in updated.credentials.oauthClient));
    const { keys } = updated.settings.oauthClient["jwks"] as { keys: OktaObject[] };
    const [key] = keys;
    assert.match(key!.id, /^pks[A-Za-z0-9]{17}$/);
    assert.deepEqual(keys, [
      { kty: "RSA", id: key!.id, status: "ACTIVE", kid: "k1", use: null, e: "AQAB", n: rsaKey.n },
    ]);
    assert.deepEqual(await org.ask("GET", `${apps}/${app.id}/credentials/secrets`), []);
    const again = await org.ask<ServiceApp>("PUT", `${apps}/${app.id}`, keyed);
    assert.deepEqual(again.settings.oauthClient["jwks"], updated.settings.oauthClient["jwks"]);
    const back = await org.ask<ServiceApp>("PUT", `${apps}/${app.id}`, serviceApp());
    assert.notEqual(back.credentials.oauthClient.client_secret, app.credentials.oauthClient.client_secret);
    assert.ok(!("jwks" in back.settings.oauthClient));
  });

  it("must be deactivated before they are deleted", async () => {
    const org = new OktaOrg();
    const { id } = await org.createApp();
    const refused = await org.call<OktaErrorBody>("DELETE", `${apps}/${id}`);
    assert.deepEqual(
      [refused.status, refused.body.errorCode, refused.body.errorSummary],
      [403, "E0000056", "Delete application forbidden."],
    );
    const deactivated = await org.call<object>("POST", `${apps}/${id}/lifecycle/deactivate`);
    assert.deepEqual([deactivated.status, deactivated.body], [200, {}]);
    assert.equal((await org.ask("GET", `${apps}/${id}`))["status"], "INACTIVE");
    assert.equal((await org.call("DELETE", `${apps}/${id}`)).status, 204);
    assert.equal((await org.call("GET", `${apps}/${id}`)).status, 404);
  });

  it("may be made inactive, and activated later", async () => {
    const org = new OktaOrg();
    const { id, status } = await org.ask("POST", `${apps}?activate=false`, serviceApp());
    assert.equal(status, "INACTIVE");
    await org.ask("POST", `${apps}/${id}/lifecycle/activate`);
    assert.equal((await org.ask("GET", `${apps}/${id}`))["status"], "ACTIVE");
  });

  it("are listed by label, status and pages", async () => {
    const org = new OktaOrg();
    const first = await org.ask("POST", apps, { ...serviceApp(), label: "First" });
    const second = await org.ask("POST", `${apps}?activate=false`, { ...serviceApp(), label: "Second" });
    const ids = async (query: string) => (await org.ask<OktaObject[]>("GET", `${apps}${query}`)).map(({ id }) => id);
    assert.deepEqual(await ids(""), [first.id, second.id]);
    assert.deepEqual(await ids("?q=sec"), [second.id]);
    assert.deepEqual(await ids(`?filter=${encodeURIComponent('status eq "ACTIVE"')}`), [first.id]);
    assert.deepEqual(await ids(`?limit=1&after=${first.id}`), [second.id]);
    assert.deepEqual(org.refusals, []);
    assert.equal((await org.call("GET", `${apps}?filter=name`)).status, 501);
    assert.equal(org.refusals.length, 1);
  });

  it("are assigned to nobody, and to one sign-in policy", async () => {
    const org = new OktaOrg();
    const { id, _links } = await org.createApp();
    assert.deepEqual(await org.ask("GET", `${apps}/${id}/groups`), []);
    assert.deepEqual(await org.ask("GET", `${apps}/${id}/users`), []);
    const policies = await org.ask<OktaObject[]>("GET", "/api/v1/policies?type=ACCESS_POLICY");
    const [standard, other] = policies;
    const accessPolicy = (links: unknown) => (links as { accessPolicy: { href: string } }).accessPolicy.href;
    assert.equal(accessPolicy(_links), `${orgUrl}/api/v1/policies/${standard!.id}`);
    assert.equal((await org.call("PUT", `${apps}/${id}/policies/${other!.id}`)).status, 204);
    const assigned = await org.ask("GET", `${apps}/${id}`);
    assert.equal(accessPolicy(assigned["_links"]), `${orgUrl}/api/v1/policies/${other!.id}`);
    assert.equal((await org.call("PUT", `${apps}/${id}/policies/rstNone`)).status, 404);
  });

  it("say who would issue their ID tokens", async () => {
    const org = new OktaOrg();
    const { id } = await org.createApp();
    const path = `/api/v1/internal/apps/${id}/settings/oauth/idToken`;
    const settings = { issuer: orgUrl, orgUrl: null, customUrl: null, audience: id, issuerMode: "ORG_URL" };
    assert.deepEqual(await org.ask("GET", path), settings);
    assert.deepEqual(await org.ask("POST", path, { issuerMode: "DYNAMIC" }), { ...settings, issuerMode: "DYNAMIC" });
    assert.equal((await org.ask<ServiceApp>("GET", `${apps}/${id}`)).settings.oauthClient["issuer_mode"], "DYNAMIC");
  });

  for (const [what, client, oauthClient, field] of [
    ["the method none", { token_endpoint_auth_method: "none" }, {}, "token_endpoint_auth_method"],
    ["a grant for people", {}, { grant_types: ["client_credentials", "authorization_code"] }, "grant_types"],
    ["no grant of client credentials", {}, { grant_types: ["implicit"] }, "grant_types"],
    ["no response type token", {}, { response_types: ["code"] }, "response_types"],
    ["private_key_jwt and no key", { token_endpoint_auth_method: "private_key_jwt" }, {}, "jwks"],
    ["a private key", {}, { jwks: { keys: [{ ...rsaKey, d: "x" }] } }, "jwks"],
    ["half a key", {}, { jwks: { keys: [{ kty: "EC", x: "x" }] } }, "jwks"],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const org = new OktaOrg();
      const { status, body } = await org.call<OktaErrorBody>("POST", apps, serviceApp(client, oauthClient));
      assert.deepEqual(
        [status, body.errorCode, body.errorSummary],
        [400, "E0000001", `Api validation failed: ${field}`],
      );
      assert.deepEqual(await org.ask("GET", apps), []);
    });
  }

  it("are, with web applications, the only kinds that the sandbox has", async () => {
    const org = new OktaOrg();
    assert.equal((await org.call("POST", apps, { ...serviceApp(), signOnMode: "SAML_2_0" })).status, 501);
    assert.equal((await org.call("POST", apps, serviceApp({}, { application_type: "browser" }))).status, 501);
    assert.equal(org.refusals.length, 2);
  });
});

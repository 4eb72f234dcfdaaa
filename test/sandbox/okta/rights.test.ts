import assert from "node:assert/strict";
import { createPrivateKey, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { createOktaVendor } from "../../../sandbox/okta/createOktaVendor.ts";
import { oktaRights } from "../../../sandbox/okta/rights.ts";
import { operations } from "../../../sandbox/okta/operations.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/startSandbox.ts";

const host = "acme-dev.okta.com";
const url = `https://${host}`;
const outsideTheApi = [
  "authorize",
  "getKeys",
  "getOAuthMetadata",
  "getOpenIdConfiguration",
  "getOrgKeys",
  "getOrgOAuthMetadata",
  "getOrgOpenIdConfiguration",
  "getWellknownOrgMetadata",
  "logout",
  "orgAuthorize",
  "orgLogout",
  "orgToken",
  "orgUserinfo",
  "signIn",
  "token",
  "userinfo",
];

describe("the table of Okta's rights", () => {
  it("has an entry for every operation of the management API, and for no other", () => {
    assert.deepEqual(
      Object.keys(oktaRights).sort(),
      operations.operations.filter((operation) => !outsideTheApi.includes(operation)),
    );
  });
});

describe("an operator's rights at Okta", () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({
      vendors: { okta: createOktaVendor },
      operator: { okta: { scopes: ["okta.apps.read", "okta.groups.manage"] } },
    });
  });

  after(async () => {
    assert.deepEqual(sandbox.refusals, []);
    await sandbox.close();
  });

  beforeEach(() => {
    sandbox.operator.set({ okta: { scopes: ["okta.apps.read", "okta.groups.manage"] } });
    sandbox.operator.forgetDemanded();
  });

  async function ask(method: string, target: string, headers: Record<string, string>, body = "") {
    const request = {
      method,
      url: new URL(target, url),
      target,
      headers: { host, ...headers },
      body: Buffer.from(body),
    };
    const response = await sandbox.fetch(request);
    const text = String(response.body ?? "");
    const answer = (text === "" ? undefined : JSON.parse(text)) as Readonly<Record<string, unknown>> | undefined;
    return { status: response.status, headers: response.headers ?? {}, body: answer };
  }

  const apiToken = () => ({ authorization: `SSWS ${sandbox.credentials.oktaApiToken}` });

  async function askForToken(scope: string) {
    const app = sandbox.credentials.oktaServiceApp;
    assert.ok(app);
    const assertion = await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: "RS256", kid: app.keyId })
      .setIssuer(app.clientId)
      .setSubject(app.clientId)
      .setAudience(`${url}/oauth2/v1/token`)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(createPrivateKey(app.privateKey));
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      scope,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return ask("POST", "/oauth2/v1/token", headers, form.toString());
  }

  async function bearer(scope: string) {
    const { status, body } = await askForToken(scope);
    assert.equal(status, 200, JSON.stringify(body));
    return { authorization: `Bearer ${String(body?.["access_token"])}` };
  }

  it("hand out a service app instead of the API token to whoever starts with scopes", () => {
    const { clientEnvironment, credentials } = sandbox;
    assert.equal(clientEnvironment["OKTA_API_TOKEN"], undefined);
    assert.equal(clientEnvironment["OKTA_API_CLIENT_ID"], credentials.oktaServiceApp?.clientId);
    assert.equal(clientEnvironment["OKTA_API_PRIVATE_KEY"], credentials.oktaServiceApp?.privateKey);
    assert.equal(clientEnvironment["OKTA_API_PRIVATE_KEY_ID"], credentials.oktaServiceApp?.keyId);
    assert.equal(clientEnvironment["OKTA_API_SCOPES"], "okta.apps.read,okta.groups.manage");
  });

  it("give tokens the scopes that were granted, and none where none was", async () => {
    const granted = await askForToken("okta.apps.read okta.apps.manage");
    assert.deepEqual(
      [granted.body?.["token_type"], granted.body?.["expires_in"], granted.body?.["scope"]],
      ["Bearer", 3600, "okta.apps.read"],
    );
    const none = await askForToken("okta.apps.manage");
    assert.deepEqual(
      [none.status, none.body],
      [400, { error: "consent_required", error_description: "You are not allowed any of the requested scopes." }],
    );
    assert.equal((await askForToken("")).body?.["error"], "invalid_scope");
  });

  it("refuse a token that lacks the scope, by a header that names those which would do", async () => {
    const token = await bearer("okta.apps.read okta.groups.manage");
    assert.equal((await ask("GET", "/api/v1/apps", token)).status, 200);
    assert.equal((await ask("GET", "/api/v1/groups", token)).status, 200, "managing is reading too");
    const refused = await ask("GET", "/api/v1/authorizationServers", token);
    assert.equal(refused.status, 403);
    assert.equal(refused.body, undefined);
    assert.equal(
      refused.headers["www-authenticate"],
      'Bearer authorization_uri="http://acme-dev.okta.com/oauth2/v1/authorize", realm="http://acme-dev.okta.com", ' +
        'scope="okta.authorizationServers.read okta.authorizationServers.manage", error="insufficient_scope", ' +
        'error_description="The access token provided does not contain the required scopes.", ' +
        'resource="/api/v1/authorizationServers"',
    );
    const scopes = sandbox.demandedRights.filter(({ kind }) => kind === "scope");
    assert.deepEqual(
      scopes.map(({ operation, anyOf, on, allowed }) => [operation, anyOf, on, allowed]),
      [
        ["listApplications", ["okta.apps.read", "okta.apps.manage"], host, true],
        [
          "listAuthorizationServers",
          ["okta.authorizationServers.read", "okta.authorizationServers.manage"],
          host,
          false,
        ],
        ["listGroups", ["okta.groups.read", "okta.groups.manage"], host, true],
      ],
    );
  });

  it("refuse a token that is none of the org's, and a service app's where no scope would do", async () => {
    const { status, body } = await ask("GET", "/api/v1/apps", { authorization: "Bearer no.token.atAll" });
    assert.deepEqual([status, body?.["errorCode"]], [401, "E0000011"]);
    const internal = "/api/v1/internal/apps/0oa1/settings/oauth/idToken";
    const refused = await ask("GET", internal, await bearer("okta.apps.read"));
    assert.deepEqual([refused.status, refused.body?.["errorCode"]], [403, "E0000005"]);
  });

  it("are those of the roles, for tokens of both kinds", async () => {
    const group = JSON.stringify({ profile: { name: "readers" } });
    const forbidden = [403, "E0000006", "You do not have permission to perform the requested action"];
    const create = async (headers: Record<string, string>) => {
      const { status, body } = await ask("POST", "/api/v1/groups", headers, group);
      return status < 300 ? status : [status, body?.["errorCode"], body?.["errorSummary"]];
    };
    const scopes = ["okta.groups.manage"];
    const token = await bearer("okta.groups.manage");
    sandbox.operator.set({ okta: { scopes, roles: ["API_ACCESS_MANAGEMENT_ADMIN"] } });
    assert.deepEqual(await create(apiToken()), forbidden);
    assert.deepEqual(await create(token), forbidden);
    sandbox.operator.set({
      okta: { scopes, roles: ["API_ACCESS_MANAGEMENT_ADMIN"], permissions: ["okta.groups.create"] },
    });
    assert.equal(await create(apiToken()), 200);
    sandbox.operator.set({ okta: { scopes, permissions: [] } });
    assert.deepEqual(await create(token), forbidden);
    sandbox.operator.set({ okta: { scopes, roles: ["SUPER_ADMIN"] } });
    assert.equal((await ask("GET", "/api/v1/groups", token)).status, 200);
    const roles = sandbox.demandedRights.filter(
      ({ kind, operation }) => kind === "role" && operation === "createGroup",
    );
    assert.deepEqual(
      roles.map(({ anyOf, allowed }) => [anyOf, allowed]),
      [false, true].map((allowed) => [
        ["okta.groups.create", "okta.groups.manage", "ORG_ADMIN", "SUPER_ADMIN"],
        allowed,
      ]),
    );
  });
});

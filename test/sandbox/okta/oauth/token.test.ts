import assert from "node:assert/strict";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from "jose";
import {
  basic,
  machineRule,
  OktaOrg,
  orgUrl,
  start,
  type OktaErrorBody,
  type OktaObject,
  type ServiceApp,
  type TokenAnswer,
} from "../support/oktaOrg.ts";

const issuedAt = Math.floor(start.getTime() / 1000);

/** A server with the scopes keys.read (default) and keys.write, and a client; no policy yet. */
async function setUp(client: object = {}, oauthClient: object = {}) {
  const org = new OktaOrg();
  const server = await org.createServer();
  await org.createScope(server.id, { name: "keys.read", default: true });
  await org.createScope(server.id, { name: "keys.write" });
  const app = await org.createApp(client, oauthClient);
  return { org, server, app };
}

/** As setUp, with a policy for all clients and a rule for all scopes. */
async function setUpOpen(client: object = {}, oauthClient: object = {}) {
  const all = await setUp(client, oauthClient);
  const policy = await all.org.createPolicy(all.server.id);
  const rule = await all.org.createRule(all.server.id, policy.id);
  return { ...all, policy, rule };
}

async function ask(org: OktaOrg, server: OktaObject, app: ServiceApp, scope?: string) {
  const form = { grant_type: "client_credentials", ...(scope !== undefined && { scope }) };
  return org.token(server.id, form, basic(app));
}

async function claimsOf(org: OktaOrg, server: OktaObject, token: string): Promise<JWTPayload> {
  const keys = await org.ask<JSONWebKeySet>("GET", `/oauth2/${server.id}/v1/keys`);
  const issuer = server["issuer"] as string;
  const { payload } = await jwtVerify(token, createLocalJWKSet(keys), { issuer, currentDate: org.clock.now() });
  return payload;
}

describe("Okta's token endpoint", () => {
  it("gives a token in Okta's form", async () => {
    const { org, server, app } = await setUpOpen();
    const { status, headers, body } = await ask(org, server, app, "keys.read keys.write");
    assert.equal(status, 200);
    const { access_token, ...rest } = body;
    assert.deepEqual(rest, { token_type: "Bearer", expires_in: 3600, scope: "keys.read keys.write" });
    assert.equal(headers["cache-control"], "no-cache, no-store");
    assert.equal(headers["pragma"], "no-cache");
    const [header = ""] = access_token.split(".");
    const { keys } = await org.ask<JSONWebKeySet>("GET", `/oauth2/${server.id}/v1/keys`);
    assert.deepEqual(JSON.parse(Buffer.from(header, "base64url").toString()), { kid: keys[0]?.kid, alg: "RS256" });
    const { jti, ...claims } = await claimsOf(org, server, access_token);
    assert.match(jti ?? "", /^AT\.[\w-]{43}$/);
    assert.deepEqual(claims, {
      ver: 1,
      iss: `${orgUrl}/oauth2/${server.id}`,
      aud: "https://api.acme.example",
      iat: issuedAt,
      exp: issuedAt + 3600,
      cid: app.id,
      scp: ["keys.read", "keys.write"],
      sub: app.id,
    });
  });

  it("gives every token an id of its own", async () => {
    const { org, server, app } = await setUpOpen();
    const [one, two] = await Promise.all([ask(org, server, app), ask(org, server, app)]);
    assert.notEqual(one.body.access_token, two.body.access_token);
  });

  it("gives tokens that live as long as the rule says", async () => {
    const { org, server, app } = await setUp();
    const policy = await org.createPolicy(server.id);
    const token = { accessTokenLifetimeMinutes: 15 };
    await org.createRule(server.id, policy.id, { actions: { token } });
    const { body } = await ask(org, server, app);
    assert.equal(body["expires_in"], 900);
    assert.equal((await claimsOf(org, server, body.access_token)).exp, issuedAt + 900);
  });

  it("of the default server is open to every client from the start", async () => {
    const { org, app } = await setUp();
    await org.createScope("default", { name: "anything" });
    const { status, body } = await org.token(
      "default",
      { grant_type: "client_credentials", scope: "anything" },
      basic(app),
    );
    assert.equal(status, 200);
    const server = await org.ask("GET", "/api/v1/authorizationServers/default");
    const claims = await claimsOf(org, server, body.access_token);
    assert.deepEqual([claims.iss, claims.aud], [`${orgUrl}/oauth2/default`, "api://default"]);
  });

  it("takes the grant in the query, as the guides' curl sends it", async () => {
    const { org, server, app } = await setUpOpen();
    const { status, body } = await org.token(server.id, {}, basic(app), "?grant_type=client_credentials");
    assert.deepEqual([status, body["scope"]], [200, "keys.read"]);
  });

  it("signs with the new key after a rotation, and what it signed before stays good", async () => {
    const { org, server, app } = await setUpOpen();
    const before = (await ask(org, server, app)).body.access_token;
    await org.ask("POST", `/api/v1/authorizationServers/${server.id}/credentials/lifecycle/keyRotate`, { use: "sig" });
    const after = (await ask(org, server, app)).body.access_token;
    assert.notEqual(before.split(".")[0], after.split(".")[0]);
    await claimsOf(org, server, before);
    await claimsOf(org, server, after);
  });

  describe("authenticates clients", () => {
    const grant = { grant_type: "client_credentials" };
    const invalid = "Client authentication failed. Either the client or the client credentials are invalid.";

    it("by client_secret_post where they are registered for it", async () => {
      const { org, server, app } = await setUpOpen({ token_endpoint_auth_method: "client_secret_post" });
      const { client_id, client_secret } = app.credentials.oauthClient;
      assert.equal((await org.token(server.id, { ...grant, client_id, client_secret })).status, 200);
    });

    it("by form-encoded ids and secrets, as RFC 6749 wants them", async () => {
      const { org, server, app } = await setUpOpen();
      const { client_id, client_secret } = app.credentials.oauthClient;
      const encoded = [client_id, client_secret]
        .map((text) => text.replaceAll("-", "%2D").replaceAll("_", "%5F"))
        .join(":");
      const authorization = `Basic ${Buffer.from(encoded).toString("base64")}`;
      assert.equal((await org.token(server.id, grant, { authorization })).status, 200);
    });

    it("by a secret of one's own, encoded or as it is", async () => {
      const { org, server, app } = await setUpOpen({ client_secret: "100%41-of-my-own" });
      for (const secret of ["100%41-of-my-own", "100%2541-of-my-own"]) {
        assert.equal((await org.token(server.id, grant, { authorization: pair(app.id, secret) })).status, 200);
      }
      const { status } = await org.token(server.id, grant, { authorization: pair(app.id, "100A-of-my-own") });
      assert.equal(status, 401);
    });

    const pair = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
    type Case = (
      id: string,
      secret: string,
    ) => { form?: Record<string, string>; authorization?: string; query?: string };
    for (const [what, request, status, error, description] of [
      [
        "a wrong secret",
        (id) => ({ authorization: pair(id, "wrong") }),
        401,
        "invalid_client",
        "The client secret supplied for a confidential client is invalid.",
      ],
      [
        "an empty secret",
        (id) => ({ authorization: pair(id, "") }),
        401,
        "invalid_client",
        "The client secret supplied for a confidential client is invalid.",
      ],
      [
        "another method than the registered one",
        (client_id, client_secret) => ({ form: { client_id, client_secret } }),
        401,
        "invalid_client",
        invalid,
      ],
      ["no secret", (client_id) => ({ form: { client_id } }), 401, "invalid_client", invalid],
      ["no credentials", () => ({}), 401, "invalid_client", "No client credentials found."],
      [
        "a header that is not Basic",
        () => ({ authorization: "Bearer x" }),
        401,
        "invalid_client",
        "Found Authentication header but was not valid client credentials.",
      ],
      [
        "a Basic header without a colon",
        () => ({ authorization: `Basic ${btoa("x")}` }),
        401,
        "invalid_client",
        "Found Authentication header but was not valid client credentials.",
      ],
      [
        "credentials twice",
        (id, secret) => ({ authorization: pair(id, secret), form: { client_id: id } }),
        401,
        "invalid_request",
        "Cannot supply multiple client credentials. Use one of the following: credentials in the Authorization header, credentials in the post body, or a client_assertion in the post body.",
      ],
      [
        "a secret in the query",
        (id, secret) => ({ query: `?client_id=${id}&client_secret=${secret}` }),
        400,
        "invalid_request",
        "Client credentials cannot be supplied via query parameters.",
      ],
      [
        "a parameter twice",
        (id, secret) => ({ authorization: pair(id, secret), query: "?grant_type=client_credentials" }),
        400,
        "invalid_request",
        "Duplicate parameter provided in request. Duplicated parameters: [grant_type].",
      ],
    ] as const satisfies readonly (readonly [string, Case, number, string, string])[]) {
      it(`and refuses ${what}`, async () => {
        const { org, server, app } = await setUpOpen();
        const { client_id, client_secret } = app.credentials.oauthClient;
        const { form, authorization, query }: ReturnType<Case> = request(client_id, client_secret);
        const headers = authorization === undefined ? {} : { authorization };
        const answer = await org.token(server.id, { ...grant, ...form }, headers, query);
        assert.deepEqual(
          { status: answer.status, body: answer.body },
          { status, body: { error, error_description: description } },
        );
      });
    }

    it("and tells of an unknown client in the management API's form", async () => {
      const { org, server } = await setUpOpen();
      const headers = { authorization: pair("0oaNobody", "x") };
      const { status, body } = await org.token<OktaErrorBody>(server.id, grant, headers);
      assert.deepEqual(
        [status, body.errorCode, body.errorSummary],
        [401, "invalid_client", "Invalid value for 'client_id' parameter."],
      );
    });

    it("and knows a deactivated one no more", async () => {
      const { org, server, app } = await setUpOpen();
      await org.ask("POST", `/api/v1/apps/${app.id}/lifecycle/deactivate`);
      assert.equal((await ask(org, server, app)).status, 401);
    });
  });

  describe("refuses grants", () => {
    const refused = ({ status, body }: { status: number; body: TokenAnswer }) => [
      status,
      body.error,
      body.error_description,
    ];

    it("that are missing or unknown", async () => {
      const { org, server, app } = await setUpOpen();
      const missing = await org.token(server.id, {}, basic(app));
      assert.deepEqual([missing.status, missing.body.error], [400, "invalid_request"]);
      assert.match(
        missing.body.error_description ?? "",
        /^The token request must specify a 'grant_type'\. Valid values: \[/,
      );
      const unknown = await org.token(server.id, { grant_type: "magic" }, basic(app));
      assert.deepEqual([unknown.status, unknown.body.error], [400, "unsupported_grant_type"]);
    });

    it("that the client is not registered for", async () => {
      const { org, server, app } = await setUpOpen();
      assert.deepEqual(refused(await org.token(server.id, { grant_type: "authorization_code" }, basic(app))), [
        400,
        "unauthorized_client",
        "The client is not authorized to use the provided grant type. Configured grant types: [client_credentials].",
      ]);
      assert.deepEqual(org.refusals, []);
    });

    it("without a proof of possession where the client needs one", async () => {
      const { org, server, app } = await setUpOpen({}, { dpop_bound_access_tokens: true });
      assert.deepEqual(refused(await ask(org, server, app)), [
        400,
        "invalid_dpop_proof",
        "The DPoP proof JWT header is missing.",
      ]);
    });

    it("of a server that is unknown or not active", async () => {
      const { org, server, app } = await setUpOpen();
      const unknown = await org.token<OktaErrorBody>("ausNone", { grant_type: "client_credentials" }, basic(app));
      assert.deepEqual(
        [unknown.status, unknown.body.errorCode, unknown.body.errorSummary],
        [404, "E0000007", "Not found: Resource not found: ausNone (AuthorizationServer)"],
      );
      await org.ask("POST", `/api/v1/authorizationServers/${server.id}/lifecycle/deactivate`);
      assert.equal((await ask(org, server, app)).status, 404);
    });

    it("of the org's own server", async () => {
      const { org, app } = await setUpOpen();
      const answer = await org.call<TokenAnswer>("POST", "/oauth2/v1/token?grant_type=client_credentials", "", {
        headers: basic(app),
      });
      assert.deepEqual(refused(answer), [
        401,
        "invalid_client",
        "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
      ]);
    });
  });

  describe("grants scopes", () => {
    const noPolicy = [
      401,
      "access_denied",
      "Policy evaluation failed for this request, please check the policy configurations.",
    ];
    const outcome = ({ status, body }: { status: number; body: TokenAnswer }) =>
      status === 200 ? body["scope"] : [status, body.error, body.error_description];

    const only = (...scopes: string[]) => ({
      conditions: { grantTypes: { include: ["client_credentials"] }, scopes: { include: scopes } },
    });

    it("to nobody without a policy, and without a rule", async () => {
      const { org, server, app } = await setUp();
      assert.deepEqual(outcome(await ask(org, server, app, "keys.read")), noPolicy);
      await org.createPolicy(server.id);
      assert.deepEqual(outcome(await ask(org, server, app, "keys.read")), noPolicy);
    });

    it("to the clients of a policy alone", async () => {
      const { org, server, app } = await setUp();
      const other = await org.createApp();
      const policy = await org.createPolicy(server.id, { conditions: { clients: { include: [app.id] } } });
      await org.createRule(server.id, policy.id);
      assert.equal(outcome(await ask(org, server, app, "keys.read")), "keys.read");
      assert.deepEqual(outcome(await ask(org, server, other, "keys.read")), noPolicy);
    });

    it("by a rule that covers all of them, or by none", async () => {
      const { org, server, app } = await setUp();
      const policy = await org.createPolicy(server.id);
      await org.createRule(server.id, policy.id, only("keys.read"));
      assert.equal(outcome(await ask(org, server, app, "keys.read")), "keys.read");
      assert.deepEqual(outcome(await ask(org, server, app, "keys.read keys.write")), noPolicy);
      assert.deepEqual(outcome(await ask(org, server, app, "keys.write")), noPolicy);
    });

    it("by the first rule that covers them, through rules and then policies", async () => {
      const { org, server, app } = await setUp();
      const lifetime = (minutes: number) => ({ actions: { token: { accessTokenLifetimeMinutes: minutes } } });
      const first = await org.createPolicy(server.id, { name: "first" });
      const rules = `/api/v1/authorizationServers/${server.id}/policies/${first.id}/rules`;
      await org.ask("POST", rules, machineRule("read", { ...only("keys.read"), ...lifetime(5) }));
      await org.ask("POST", rules, machineRule("read again", { ...only("keys.read"), ...lifetime(6) }));
      const second = await org.createPolicy(server.id, { name: "second" });
      await org.createRule(server.id, second.id, { ...only("*"), ...lifetime(7) });
      const lives = async (scope: string) => (await ask(org, server, app, scope)).body["expires_in"];
      assert.deepEqual([await lives("keys.read"), await lives("keys.write")], [300, 420]);
    });

    it("by active rules of active policies for this grant", async () => {
      const { org, server, app, policy, rule } = await setUpOpen();
      const path = `/api/v1/authorizationServers/${server.id}/policies/${policy.id}`;
      const granted = async () => outcome(await ask(org, server, app, "keys.read"));
      for (const part of [path, `${path}/rules/${rule.id}`]) {
        await org.ask("POST", `${part}/lifecycle/deactivate`);
        assert.deepEqual(await granted(), noPolicy);
        await org.ask("POST", `${part}/lifecycle/activate`);
        assert.equal(await granted(), "keys.read");
      }
      const people = {
        conditions: {
          people: { groups: { include: ["EVERYONE"] } },
          grantTypes: { include: ["authorization_code"] },
          scopes: { include: ["*"] },
        },
      };
      await org.ask("PUT", `${path}/rules/${rule.id}`, machineRule("m2m", people));
      assert.deepEqual(await granted(), noPolicy);
    });

    it("by default where none is asked for, within the rule", async () => {
      const { org, server, app } = await setUp();
      await org.createScope(server.id, { name: "keys.count", default: true });
      const policy = await org.createPolicy(server.id);
      const rule = await org.createRule(server.id, policy.id);
      assert.equal(outcome(await ask(org, server, app)), "keys.read keys.count");
      assert.equal(outcome(await ask(org, server, app, " ")), "keys.read keys.count");
      const path = `/api/v1/authorizationServers/${server.id}/policies/${policy.id}/rules/${rule.id}`;
      await org.ask("PUT", path, machineRule("m2m", only("keys.count", "keys.write")));
      assert.equal(outcome(await ask(org, server, app)), "keys.count");
      await org.ask("PUT", path, machineRule("m2m", only("keys.write")));
      assert.deepEqual(outcome(await ask(org, server, app)), noPolicy);
    });

    it("only by name where there are no defaults", async () => {
      const { org, app } = await setUp();
      const server = await org.createServer({ name: "Other" });
      await org.createScope(server.id, { name: "reports.read" });
      assert.deepEqual(outcome(await ask(org, server, app)), [
        400,
        "invalid_scope",
        "The authorization server resource does not have any configured default scopes, 'scope' must be provided.",
      ]);
    });

    for (const [scope, description] of [
      ["keys.delete", "One or more scopes are not configured for the authorization server resource."],
      ["keys.read nothing", "One or more scopes are not configured for the authorization server resource."],
      ["openid", "Cannot request 'openid' scopes using client credentials."],
      ["keys.read email", "Cannot request 'openid' scopes using client credentials."],
      ["offline_access", "Cannot request 'openid' scopes using client credentials."],
    ] as const) {
      it(`and refuses ${scope}`, async () => {
        const { org, server, app } = await setUpOpen();
        assert.deepEqual(outcome(await ask(org, server, app, scope)), [400, "invalid_scope", description]);
      });
    }

    it("that need nobody's consent", async () => {
      const { org, server, app } = await setUpOpen();
      await org.createScope(server.id, { name: "keys.ask", consent: "REQUIRED" });
      await org.createScope(server.id, { name: "keys.maybe", consent: "FLEXIBLE" });
      assert.deepEqual(outcome(await ask(org, server, app, "keys.ask keys.read")), [
        400,
        "consent_required",
        "The following scopes require user consent and cannot be granted for the client credentials grant type: [keys.ask].",
      ]);
      assert.equal(outcome(await ask(org, server, app, "keys.maybe")), "keys.maybe");
    });

    it("once each, however often they are asked for", async () => {
      const { org, server, app } = await setUpOpen();
      assert.equal(outcome(await ask(org, server, app, "keys.write keys.write")), "keys.write");
    });
  });

  describe("adds claims of the server's own", () => {
    async function tokenWith(claims: readonly object[], scope = "keys.read") {
      const { org, server, app } = await setUpOpen();
      for (const claim of claims) {
        const body = { claimType: "RESOURCE", valueType: "EXPRESSION", ...claim };
        await org.ask("POST", `/api/v1/authorizationServers/${server.id}/claims`, body);
      }
      return { org, server, app, answer: await ask(org, server, app, scope) };
    }

    it("where they are simple", async () => {
      const { org, server, app, answer } = await tokenWith([
        { name: "tier", value: '"gold"' },
        { name: "level", value: "3" },
        { name: "tested", value: "true" },
        { name: "client", value: "app.clientId" },
        { name: "writers", value: "'only'", conditions: { scopes: ["keys.write"] } },
        { name: "readers", value: "'yes'", conditions: { scopes: ["keys.read"] } },
        { name: "id_only", value: "'x'", claimType: "IDENTITY" },
        { name: "off", value: "'x'", status: "INACTIVE" },
      ]);
      const { tier, level, tested, client, readers, ...rest } = await claimsOf(org, server, answer.body.access_token);
      assert.deepEqual(
        { tier, level, tested, client, readers },
        { tier: "gold", level: 3, tested: true, client: app.id, readers: "yes" },
      );
      assert.deepEqual(Object.keys(rest), ["ver", "jti", "iss", "aud", "iat", "exp", "cid", "scp", "sub"]);
      assert.deepEqual(org.refusals, []);
    });

    it("and says where they are not", async () => {
      const { org, answer } = await tokenWith([{ name: "department", value: "user.department" }]);
      assert.deepEqual(
        [answer.status, answer.body.error, answer.body.error_description],
        [400, "server_error", "The 'department' user claim could not be evaluated."],
      );
      assert.equal(org.refusals.length, 1);
    });
  });
});

import assert from "node:assert/strict";
import { decodeProtectedHeader } from "jose";
import { graphAppId } from "../../../../../sandbox/microsoft/graphServicePrincipal.ts";
import {
  type Answer,
  LoginTenants,
  loginUrl,
  type Registered,
  refusal,
  startSeconds,
  tenantId,
} from "../support/LoginTenants.ts";

describe("Entra ID's token endpoint, client credentials", () => {
  const setUp = (version: 1 | 2 | null = 2, roles: readonly string[] = ["Orders.Export"]) => {
    const tenants = new LoginTenants();
    const api = tenants.registerApi(tenants.entra, version);
    const client = tenants.register(tenants.entra, "nightly-export");
    for (const role of roles) tenants.assign(tenants.entra, client.principal.id, api, role);
    return { tenants, api, client };
  };

  const grant = (client: Registered, scope = "api://orders/.default") => ({
    grant_type: "client_credentials",
    client_id: client.application.appId,
    client_secret: client.secret,
    scope,
  });

  const accessToken = ({ status, text }: Answer): string => {
    assert.equal(status, 200, text);
    return (JSON.parse(text) as { access_token: string }).access_token;
  };

  /** The claims without those that nobody can foresee. */
  const foreseeable = (claims: Record<string, unknown>) => {
    const { aio, rh, uti, ...others } = claims;
    assert.deepEqual([typeof aio, typeof rh, typeof uti], ["string", "string", "string"]);
    return others;
  };

  it("gives a token of version 2.0 where the API asks for it", async () => {
    const { tenants, api, client } = setUp();
    const answer = await tenants.token(grant(client));
    const { access_token, ...rest } = JSON.parse(answer.text) as { access_token: string };
    assert.deepEqual(rest, { token_type: "Bearer", expires_in: 3599, ext_expires_in: 3599 });
    assert.equal(answer.headers["cache-control"], "no-store, no-cache");
    assert.deepEqual(Object.keys(decodeProtectedHeader(access_token)), ["typ", "alg", "kid"]);
    assert.deepEqual(foreseeable(await tenants.claims(access_token)), {
      aud: api.application.appId,
      iss: `${loginUrl}/${tenantId}/v2.0`,
      iat: startSeconds - 300,
      nbf: startSeconds - 300,
      exp: startSeconds + 3600,
      azp: client.application.appId,
      azpacr: "1",
      oid: client.principal.id,
      sub: client.principal.id,
      roles: ["Orders.Export"],
      tid: tenantId,
      ver: "2.0",
    });
  });

  for (const version of [null, 1] as const) {
    it(`gives a token of version 1.0 where the API asks for ${version ?? "nothing"}`, async () => {
      const { tenants, client } = setUp(version);
      const token = accessToken(await tenants.token(grant(client)));
      assert.ok("x5t" in decodeProtectedHeader(token));
      assert.deepEqual(foreseeable(await tenants.claims(token)), {
        aud: "api://orders",
        iss: `https://sts.windows.net/${tenantId}/`,
        iat: startSeconds - 300,
        nbf: startSeconds - 300,
        exp: startSeconds + 3600,
        appid: client.application.appId,
        appidacr: "1",
        idp: `https://sts.windows.net/${tenantId}/`,
        oid: client.principal.id,
        sub: client.principal.id,
        roles: ["Orders.Export"],
        tid: tenantId,
        ver: "1.0",
      });
    });
  }

  it("names the API in version 1.0 as it was asked for, unless the API wants its id", async () => {
    const { tenants, api, client } = setUp(null);
    const byId = accessToken(await tenants.token(grant(client, `${api.application.appId}/.default`)));
    assert.equal((await tenants.claims(byId)).aud, api.application.appId);
    api.application.optionalClaims = {
      idToken: [],
      accessToken: [{ name: "aud", source: null, essential: false, additionalProperties: ["use_guid"] }],
      saml2Token: [],
    };
    const byUri = accessToken(await tenants.token(grant(client)));
    assert.equal((await tenants.claims(byUri)).aud, api.application.appId);
  });

  it("says idtyp only where the API asks for it", async () => {
    const { tenants, api, client } = setUp();
    api.application.optionalClaims = {
      idToken: [],
      accessToken: [{ name: "idtyp", source: null, essential: false, additionalProperties: [] }],
      saml2Token: [],
    };
    const token = accessToken(await tenants.token(grant(client)));
    assert.equal((await tenants.claims(token))["idtyp"], "app");
  });

  it("has no roles where none were given, and never a scp", async () => {
    const { tenants, client } = setUp(2, []);
    const claims = await tenants.claims(accessToken(await tenants.token(grant(client))));
    assert.deepEqual([claims["roles"], claims["scp"]], [undefined, undefined]);
  });

  it("leaves out roles that were disabled", async () => {
    const { tenants, api, client } = setUp(2, ["Orders.Export", "Orders.Approve"]);
    api.application.appRoles[0]!.isEnabled = false;
    const claims = await tenants.claims(accessToken(await tenants.token(grant(client))));
    assert.deepEqual(claims["roles"], ["Orders.Approve"]);
  });

  it("takes HTTP Basic too", async () => {
    const { tenants, client } = setUp();
    const { appId } = client.application;
    const authorization = `Basic ${Buffer.from(`${appId}:${encodeURIComponent(client.secret)}`).toString("base64")}`;
    const fields = { grant_type: "client_credentials", scope: "api://orders/.default" };
    accessToken(await tenants.token(fields, { authorization }));
    accessToken(await tenants.token({ ...fields, client_id: appId }, { authorization }));
  });

  it("gives tokens for Microsoft Graph to the operator, with its app roles", async () => {
    const { tenants } = setUp();
    const { clientId, clientSecret } = tenants.credentials.directories[tenantId]!;
    const fields = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const answer = await tenants.token({ ...fields, scope: "https://graph.microsoft.com/.default" });
    const claims = await tenants.claims(accessToken(answer));
    assert.equal(claims.aud, "https://graph.microsoft.com");
    assert.equal(claims["ver"], "1.0");
    assert.ok((claims["roles"] as string[]).includes("Application.ReadWrite.All"));
    const byId = await tenants.token({ ...fields, scope: `${graphAppId}/.default` });
    assert.equal((await tenants.claims(accessToken(byId))).aud, graphAppId);
  });

  it("answers at the v1.0 endpoint with numbers as text", async () => {
    const { tenants, client } = setUp(null);
    const { client_id, client_secret, grant_type } = grant(client);
    const fields = { client_id, client_secret, grant_type };
    const answer = await tenants.form(`${loginUrl}/acme.example/oauth2/token`, { ...fields, resource: "api://orders" });
    const { access_token, ...rest } = JSON.parse(answer.text) as { access_token: string };
    assert.equal((await tenants.claims(access_token)).aud, "api://orders");
    assert.deepEqual(rest, {
      token_type: "Bearer",
      expires_in: "3599",
      ext_expires_in: "3599",
      expires_on: `${startSeconds + 3600}`,
      not_before: `${startSeconds - 300}`,
      resource: "api://orders",
    });
  });

  it("gives roles to clients of a B2C directory that ask here", async () => {
    const tenants = new LoginTenants();
    const api = tenants.registerApi(tenants.b2c, 2);
    const client = tenants.register(tenants.b2c, "shop");
    tenants.assign(tenants.b2c, client.principal.id, api, "Orders.Export");
    const path = `${loginUrl}/acmecustomers.onmicrosoft.com`;
    const token = accessToken(await tenants.form(`${path}/oauth2/v2.0/token`, grant(client)));
    const claims = await tenants.claims(token, `${path}/discovery/v2.0/keys`);
    assert.deepEqual([claims["roles"], claims["scp"]], [["Orders.Export"], undefined]);
  });

  describe("refuses", () => {
    const changed = (fields: Record<string, string>, changes: Record<string, string | undefined>) =>
      Object.fromEntries(
        Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== undefined),
      ) as Record<string, string>;

    const cases: readonly (readonly [string, Record<string, string | undefined>, readonly unknown[]])[] = [
      ["a request without a grant type", { grant_type: undefined }, [400, "invalid_request", 900144]],
      ["an unknown grant type", { grant_type: "magic" }, [400, "unsupported_grant_type", 70003]],
      ["a request without a client", { client_id: undefined }, [400, "invalid_request", 900144]],
      [
        "an unknown client",
        { client_id: "0fcf3cd9-8a1a-44a3-8f4b-3a5a7b1f7a10" },
        [400, "unauthorized_client", 700016],
      ],
      ["a request without credentials", { client_secret: undefined }, [401, "invalid_client", 7000218]],
      ["a wrong secret", { client_secret: "wrong" }, [401, "invalid_client", 7000215]],
      ["a request without a scope", { scope: undefined }, [400, "invalid_request", 900144]],
      ["a scope that is not .default", { scope: "api://orders/Orders.Export" }, [400, "invalid_scope", 1002012]],
      ["several scopes", { scope: "api://orders/.default openid" }, [400, "invalid_scope", 1002012]],
      ["an unknown resource", { scope: "api://nothing/.default" }, [400, "invalid_resource", 500011]],
      ["a resource parameter", { resource: "api://orders" }, [400, "invalid_request", 901002]],
    ];
    for (const [what, changes, expected] of cases) {
      it(what, async () => {
        const { tenants, client } = setUp();
        assert.deepEqual(refusal(await tenants.token(changed(grant(client), changes))), expected);
        assert.deepEqual(tenants.refusals, []);
      });
    }

    it("in Entra's form", async () => {
      const { tenants, client } = setUp();
      const correlation = "11111111-2222-4333-8444-555555555555";
      const headers = { "client-request-id": correlation };
      const answer = await tenants.token({ ...grant(client), client_secret: "wrong" }, headers);
      const body = JSON.parse(answer.text) as Record<string, unknown>;
      const trace = String(body["trace_id"]);
      assert.deepEqual(body, {
        error: "invalid_client",
        error_description: `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client.application.appId}'. Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: 2026-01-02 03:04:05Z`,
        error_codes: [7000215],
        timestamp: "2026-01-02 03:04:05Z",
        trace_id: trace,
        correlation_id: correlation,
        error_uri: "https://login.microsoftonline.com/error?code=7000215",
      });
      assert.equal(answer.headers["x-ms-request-id"], trace);
    });

    it("a secret that has expired, and takes the next one", async () => {
      const { tenants, client } = setUp();
      const [secret] = client.application.passwordCredentials;
      tenants.clock.advance(30 * 86_400);
      assert.deepEqual(refusal(await tenants.token(grant(client))), [401, "invalid_client", 7000222]);
      client.application.passwordCredentials.push({
        ...{ ...secret!, secretText: "next", startDateTime: tenants.clock.now().toISOString() },
        endDateTime: new Date(tenants.clock.now().getTime() + 1000).toISOString(),
      });
      accessToken(await tenants.token({ ...grant(client), client_secret: "next" }));
    });

    it("a secret whose time has not come", async () => {
      const { tenants, client } = setUp();
      client.application.passwordCredentials[0]!.startDateTime = "2026-02-01T00:00:00Z";
      assert.deepEqual(refusal(await tenants.token(grant(client))), [401, "invalid_client", 7000215]);
    });

    it("a client without a service principal", async () => {
      const { tenants, client } = setUp();
      Reflect.deleteProperty(tenants.entra.servicePrincipals, client.principal.id);
      assert.deepEqual(refusal(await tenants.token(grant(client))), [401, "invalid_client", 7000229]);
    });

    it("a client that is disabled, after its secret", async () => {
      const { tenants, client } = setUp();
      client.principal.accountEnabled = false;
      const wrong = await tenants.token({ ...grant(client), client_secret: "wrong" });
      assert.deepEqual(refusal(wrong), [401, "invalid_client", 7000215]);
      assert.deepEqual(refusal(await tenants.token(grant(client))), [401, "unauthorized_client", 7000112]);
    });

    it("an API that is disabled, or has no service principal", async () => {
      const { tenants, api, client } = setUp();
      api.principal.accountEnabled = false;
      assert.deepEqual(refusal(await tenants.token(grant(client))), [400, "invalid_resource", 500014]);
      Reflect.deleteProperty(tenants.entra.servicePrincipals, api.principal.id);
      assert.deepEqual(refusal(await tenants.token(grant(client))), [400, "invalid_resource", 500011]);
    });

    it("an API of another directory", async () => {
      const { tenants, client } = setUp();
      tenants.registerApi(tenants.b2c, 2, { identifierUris: ["api://elsewhere"] });
      assert.deepEqual(refusal(await tenants.token(grant(client, "api://elsewhere/.default"))), [
        400,
        "invalid_resource",
        500011,
      ]);
    });

    it("a client without assignment, where the API requires one", async () => {
      const { tenants, api, client } = setUp(2, []);
      api.principal.appRoleAssignmentRequired = true;
      assert.deepEqual(refusal(await tenants.token(grant(client))), [400, "invalid_grant", 501051]);
      assert.deepEqual(refusal(await tenants.token(grant(api))), [400, "invalid_grant", 501051]);
      tenants.assign(tenants.entra, client.principal.id, api);
      accessToken(await tenants.token(grant(client)));
    });

    it("a field that is there twice", async () => {
      const { tenants, client } = setUp();
      const body = `${new URLSearchParams(grant(client)).toString()}&scope=x`;
      const type = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await tenants.call("POST", `${loginUrl}/${tenantId}/oauth2/v2.0/token`, body, type);
      assert.deepEqual(refusal(answer), [400, "invalid_request", 9000411]);
    });

    for (const [tenant, code] of [
      ["11111111-2222-4333-8444-555555555555", 90002],
      ["nobody.example", 90002],
      ["nobody", 900023],
    ] as const) {
      it(`the tenant ${tenant}`, async () => {
        const { tenants, client } = setUp();
        const answer = await tenants.form(`${loginUrl}/${tenant}/oauth2/v2.0/token`, grant(client));
        assert.deepEqual(refusal(answer), [400, "invalid_request", code]);
      });
    }

    it("/common, for an application of one tenant", async () => {
      const { tenants, client } = setUp();
      const answer = await tenants.form(`${loginUrl}/common/oauth2/v2.0/token`, grant(client));
      assert.deepEqual(refusal(answer), [400, "invalid_request", 50194]);
    });

    it("another method", async () => {
      const { tenants } = setUp();
      const answer = await tenants.call("GET", `${loginUrl}/${tenantId}/oauth2/v2.0/token`);
      assert.deepEqual(refusal(answer), [400, "invalid_request", 900561]);
      assert.deepEqual(tenants.refusals, []);
    });

    it("what it does not play, and notes it", async () => {
      const { tenants, client } = setUp();
      const fields = { ...grant(client), grant_type: "password" };
      assert.deepEqual(refusal(await tenants.token(fields)), [501, "server_error", 90010]);
      const nowhere = await tenants.call("GET", `${loginUrl}/${tenantId}/nowhere`);
      assert.deepEqual(refusal(nowhere), [404, "invalid_request", 90004]);
      assert.deepEqual(
        tenants.refusals.map(({ host, path }) => [host, path]),
        [
          ["login.microsoftonline.com", `/${tenantId}/oauth2/v2.0/token`],
          ["login.microsoftonline.com", `/${tenantId}/nowhere`],
        ],
      );
    });

    it("as often as it is told to", async () => {
      const { tenants, client } = setUp();
      for (const [status, expected, after] of [
        [429, [429, "temporarily_unavailable", 90055], "1"],
        [503, [503, "temporarily_unavailable", 90033], "1"],
        [400, [400, "invalid_request", 90023], undefined],
      ] as const) {
        tenants.faults.set("token", status);
        const answer = await tenants.token(grant(client));
        assert.deepEqual(refusal(answer), expected);
        assert.equal(answer.headers["retry-after"], after);
      }
      accessToken(await tenants.token(grant(client)));
    });
  });
});

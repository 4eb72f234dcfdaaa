import assert from "node:assert/strict";
import { OktaOrg, orgUrl, refusal, type OktaErrorBody, type OktaObject } from "../support/oktaOrg.ts";

const servers = "/api/v1/authorizationServers";

describe("Okta's authorization servers", () => {
  it("are made as Okta makes them", async () => {
    const org = new OktaOrg();
    const { status, body } = await org.call("POST", servers, {
      name: "Inventory",
      description: "Keys",
      audiences: ["https://api.acme.example"],
      issuerMode: "ORG_URL",
      credentials: { signing: { rotationMode: "AUTO" } },
    });
    assert.equal(status, 201);
    assert.match(body.id, /^aus[A-Za-z0-9]{17}$/);
    const { kid } = (body as unknown as { credentials: { signing: { kid: string } } }).credentials.signing;
    assert.match(kid, /^[\w-]{43}$/);
    const self = `${orgUrl}/api/v1/authorizationServers/${body.id}`;
    const issuer = `${orgUrl}/oauth2/${body.id}`;
    assert.deepEqual(body, {
      id: body.id,
      name: "Inventory",
      description: "Keys",
      audiences: ["https://api.acme.example"],
      issuer,
      issuerMode: "ORG_URL",
      status: "ACTIVE",
      created: "2026-01-02T03:04:05.000Z",
      lastUpdated: "2026-01-02T03:04:05.000Z",
      credentials: {
        signing: {
          kid,
          rotationMode: "AUTO",
          lastRotated: "2026-01-02T03:04:05.000Z",
          nextRotation: "2026-04-02T03:04:05.000Z",
        },
      },
      default: false,
      _links: {
        rotateKey: { href: `${self}/credentials/lifecycle/keyRotate`, hints: { allow: ["POST"] } },
        metadata: ["oauth-authorization-server", "openid-configuration"].map((name) => ({
          name,
          href: `${issuer}/.well-known/${name}`,
          hints: { allow: ["GET"] },
        })),
        keys: { href: `${self}/credentials/keys`, hints: { allow: ["GET"] } },
        claims: { href: `${self}/claims`, hints: { allow: ["GET", "POST"] } },
        policies: { href: `${self}/policies`, hints: { allow: ["GET", "POST"] } },
        self: { href: self, hints: { allow: ["GET", "DELETE", "PUT"] } },
        scopes: { href: `${self}/scopes`, hints: { allow: ["GET", "POST"] } },
        deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
      },
    });
    assert.deepEqual(await org.ask("GET", `${servers}/${body.id}`), body);
  });

  it("begin with OpenID Connect's scopes, the claim sub and no policy", async () => {
    const org = new OktaOrg();
    const { id } = await org.createServer();
    const scopes = await org.ask<OktaObject[]>("GET", `${servers}/${id}/scopes`);
    assert.deepEqual(
      scopes.map(({ name }) => name),
      ["openid", "profile", "email", "address", "phone", "offline_access", "device_sso"],
    );
    assert.ok(scopes.every((scope) => scope["system"] === true && scope["default"] === false));
    const claims = await org.ask<OktaObject[]>("GET", `${servers}/${id}/claims`);
    assert.deepEqual(
      claims.map(({ name, system, claimType, value }) => ({ name, system, claimType, value })),
      [
        {
          name: "sub",
          system: true,
          claimType: "RESOURCE",
          value: "(appuser != null) ? appuser.userName : app.clientId",
        },
      ],
    );
    assert.deepEqual(await org.ask("GET", `${servers}/${id}/policies`), []);
  });

  it("are replaced: what is left out is reset", async () => {
    const org = new OktaOrg();
    const { id, created } = await org.createServer();
    org.clock.advance(60);
    const replaced = await org.ask("PUT", `${servers}/${id}`, {
      name: "Keys",
      audiences: ["api://keys"],
      credentials: { signing: { rotationMode: "MANUAL" } },
    });
    const { name, description, audiences, lastUpdated, credentials } = replaced;
    assert.deepEqual(
      { name, description, audiences, lastUpdated, created: replaced["created"] },
      { name: "Keys", description: "", audiences: ["api://keys"], lastUpdated: "2026-01-02T03:05:05.000Z", created },
    );
    assert.equal((credentials as { signing: { nextRotation?: string } }).signing.nextRotation, undefined);
  });

  it("must be deactivated before they are deleted", async () => {
    const org = new OktaOrg();
    const { id } = await org.createServer();
    const refused = await org.call<OktaErrorBody>("DELETE", `${servers}/${id}`);
    assert.deepEqual([refused.status, refused.body.errorCode], [400, "E0000001"]);
    assert.deepEqual(await org.call("POST", `${servers}/${id}/lifecycle/deactivate`).then(({ status }) => status), 204);
    const { status, _links } = await org.ask("GET", `${servers}/${id}`);
    assert.equal(status, "INACTIVE");
    assert.ok("activate" in (_links as object) && !("deactivate" in (_links as object)));
    assert.equal((await org.call("DELETE", `${servers}/${id}`)).status, 204);
    assert.equal((await org.call("GET", `${servers}/${id}`)).status, 404);
  });

  it("are activated again", async () => {
    const org = new OktaOrg();
    const { id } = await org.createServer();
    await org.ask("POST", `${servers}/${id}/lifecycle/deactivate`);
    await org.ask("POST", `${servers}/${id}/lifecycle/activate`);
    assert.equal((await org.ask("GET", `${servers}/${id}`))["status"], "ACTIVE");
  });

  it("have a default among them, by its name and by its id", async () => {
    const org = new OktaOrg();
    const server = await org.ask("GET", `${servers}/default`);
    assert.equal(server["issuer"], `${orgUrl}/oauth2/default`);
    assert.deepEqual(server["audiences"], ["api://default"]);
    assert.equal(server["default"], true);
    assert.deepEqual(await org.ask("GET", `${servers}/${server.id}`), server);
  });

  it("are listed by pages, and searched by name and audience", async () => {
    const org = new OktaOrg();
    const one = await org.createServer({ name: "One", audiences: ["https://one.example"] });
    const two = await org.createServer({ name: "Two", audiences: ["https://two.example"] });
    const found = await org.ask<OktaObject[]>("GET", `${servers}?q=ONE.EX`);
    assert.deepEqual(found, [one]);
    const first = await org.call<OktaObject[]>("GET", `${servers}?limit=2`);
    assert.deepEqual(
      first.body.map(({ name }) => name),
      ["default", "One"],
    );
    assert.deepEqual(first.headers["link"], [
      `<${orgUrl}${servers}?limit=2>; rel="self"`,
      `<${orgUrl}${servers}?limit=2&after=${one.id}>; rel="next"`,
    ]);
    const second = await org.call<OktaObject[]>("GET", `${servers}?limit=2&after=${one.id}`);
    assert.deepEqual(second.body, [two]);
    assert.deepEqual(second.headers["link"], [`<${orgUrl}${servers}?limit=2&after=${one.id}>; rel="self"`]);
  });

  for (const [what, settings, errorCauses] of [
    ["no name", { name: "" }, ["name: The field cannot be left blank"]],
    ["no audience", { audiences: [] }, ["audiences: The field cannot be left blank"]],
    ["two audiences", { audiences: ["a", "b"] }, ["audiences: Only one audience is supported"]],
    ["an audience that is no URI", { audiences: ["http://"] }, ["audiences: The audience is not a valid URI"]],
    [
      "an unknown issuer mode",
      { issuerMode: "X" },
      ["issuerMode: 'issuerMode' is invalid. Valid values: [ORG_URL, DYNAMIC]."],
    ],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const body = { name: "Inventory", audiences: ["api://x"], ...settings };
      const answer = await new OktaOrg().call<OktaErrorBody>("POST", servers, body);
      const field = errorCauses[0].split(":")[0];
      assert.deepEqual(refusal(answer), {
        status: 400,
        errorCode: "E0000001",
        errorSummary: `Api validation failed: ${field}`,
        errorCauses,
      });
    });
  }

  it("are refused all at once, and for a body that is not JSON", async () => {
    const org = new OktaOrg();
    const { body } = await org.call<OktaErrorBody>("POST", servers, {});
    assert.deepEqual(
      body.errorCauses.map(({ errorSummary }) => errorSummary.split(":")[0]),
      ["name", "audiences"],
    );
    const malformed = await org.call<OktaErrorBody>("POST", servers, "{");
    assert.deepEqual([malformed.status, malformed.body.errorCode], [400, "E0000003"]);
  });
});

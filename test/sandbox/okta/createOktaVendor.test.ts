import assert from "node:assert/strict";
import { apiToken, orgHost, OktaOrg, refusal, start, type OktaErrorBody, type OktaObject } from "./support/oktaOrg.ts";

describe("createOktaVendor", () => {
  it("owns the hosts of orgs, and no other of Okta's", () => {
    const { vendor } = new OktaOrg();
    for (const host of ["acme-dev.okta.com", "acme.oktapreview.com", "acme.okta-emea.com"]) {
      assert.equal(vendor.owns(host), true, host);
    }
    for (const host of ["okta.com", "a.b.okta.com", "acme.okta.com.evil.example", "acme.auth0.com", "acmeokta.com"]) {
      assert.equal(vendor.owns(host), false, host);
    }
  });

  it("names its operations for faults", () => {
    const { operations } = new OktaOrg().vendor;
    assert.ok(operations?.includes("createAuthorizationServer") && operations.includes("token"));
  });

  it("keeps each org to itself", async () => {
    const org = new OktaOrg();
    const { id } = await org.createServer();
    const other = { host: "globex.okta.com" };
    const answer = await org.call<OktaErrorBody>("GET", `/api/v1/authorizationServers/${id}`, undefined, other);
    assert.deepEqual(refusal(answer), {
      status: 404,
      errorCode: "E0000007",
      errorSummary: `Not found: Resource not found: ${id} (AuthorizationServer)`,
      errorCauses: [],
    });
    const servers = await org.ask<OktaObject[]>("GET", "/api/v1/authorizationServers", undefined, other);
    assert.deepEqual(
      servers.map(({ name, issuer }) => [name, issuer]),
      [["default", "https://globex.okta.com/oauth2/default"]],
    );
  });

  it("keeps its state as plain JSON, from one life to the next", async () => {
    const first = new OktaOrg();
    const server = await first.createServer();
    await first.call("GET", `/oauth2/${server.id}/v1/keys`);
    const keys = await first.ask("GET", `/oauth2/${server.id}/v1/keys`);
    const second = new OktaOrg({ state: JSON.parse(JSON.stringify(first.state)) as object });
    assert.deepEqual(await second.ask("GET", `/api/v1/authorizationServers/${server.id}`), server);
    assert.deepEqual(await second.ask("GET", `/oauth2/${server.id}/v1/keys`), keys);
  });

  describe("authenticates the management API", () => {
    const path = "/api/v1/authorizationServers";

    it("by its API token", async () => {
      assert.equal((await new OktaOrg().call("GET", path)).status, 200);
    });

    for (const [what, authorization, expected] of [
      ["a wrong token", `SSWS ${apiToken}x`, [401, "E0000011", "Invalid token provided"]],
      ["an empty token", "SSWS ", [401, "E0000011", "Invalid token provided"]],
      ["no credentials", "", [403, "E0000005", "Invalid session"]],
      ["a bearer token that is none of its own", `Bearer ${apiToken}`, [401, "E0000011", "Invalid token provided"]],
    ] as const) {
      it(`and refuses ${what}`, async () => {
        const org = new OktaOrg();
        const { status, body } = await org.call<OktaErrorBody>("GET", path, undefined, { headers: { authorization } });
        assert.deepEqual([status, body.errorCode, body.errorSummary], expected);
        assert.equal(body.errorLink, body.errorCode);
        assert.match(body.errorId, /^oae[\w-]{22}$/);
        assert.deepEqual(body.errorCauses, []);
        assert.deepEqual(org.refusals, []);
      });
    }

    it("and asks nothing of who reads public metadata", async () => {
      const anonymous = { headers: { authorization: "" } };
      const org = new OktaOrg();
      for (const path of ["/.well-known/okta-organization", "/oauth2/default/.well-known/openid-configuration"]) {
        assert.equal((await org.call("GET", path, undefined, anonymous)).status, 200, path);
      }
    });
  });

  describe("refuses, and notes, what it does not know", () => {
    it("a path", async () => {
      const org = new OktaOrg();
      const answer = await org.call<OktaErrorBody>("GET", "/api/v1/brands?limit=1");
      assert.deepEqual(refusal(answer), {
        status: 404,
        errorCode: "E0000008",
        errorSummary: "The requested path was not found",
        errorCauses: [],
      });
      const reason = "the sandbox's Okta has no such operation";
      assert.deepEqual(org.refusals, [{ host: orgHost, method: "GET", path: "/api/v1/brands", reason }]);
    });

    it("a method", async () => {
      const org = new OktaOrg();
      const answer = await org.call<OktaErrorBody>("PATCH", "/api/v1/apps");
      assert.deepEqual([answer.status, answer.body.errorCode], [405, "E0000022"]);
      assert.deepEqual(
        org.refusals.map(({ method, path }) => [method, path]),
        [["PATCH", "/api/v1/apps"]],
      );
    });
  });

  describe("limits rates", () => {
    const limits = (answer: { headers: Record<string, unknown> }) =>
      ["limit", "remaining", "reset"].map((name) => answer.headers[`x-rate-limit-${name}`]);
    const reset = (seconds: number) => String(Math.floor(start.getTime() / 1000) + seconds);

    it("in windows of a minute that begin with their first call", async () => {
      const org = new OktaOrg();
      assert.deepEqual(limits(await org.call("GET", "/api/v1/apps")), ["100", "99", reset(60)]);
      org.clock.advance(59);
      assert.deepEqual(limits(await org.call("GET", "/api/v1/apps")), ["100", "98", reset(60)]);
      org.clock.advance(1);
      assert.deepEqual(limits(await org.call("GET", "/api/v1/apps")), ["100", "99", reset(120)]);
    });

    it("and refuses the call that passes one", async () => {
      const org = new OktaOrg();
      for (let call = 0; call < 100; call++) assert.equal((await org.call("GET", "/api/v1/apps")).status, 200);
      const refused = await org.call<OktaErrorBody>("GET", "/api/v1/apps");
      assert.deepEqual(refusal(refused), {
        status: 429,
        errorCode: "E0000047",
        errorSummary: "API call exceeded rate limit due to too many requests.",
        errorCauses: [],
      });
      assert.deepEqual(limits(refused), ["100", "0", reset(60)]);
      assert.equal((await org.call("GET", "/api/v1/apps", undefined, { host: "globex.okta.com" })).status, 200);
      assert.equal((await org.call("GET", "/api/v1/users/me")).status, 200);
      org.clock.advance(60);
      assert.equal((await org.call("GET", "/api/v1/apps")).status, 200);
    });

    for (const [method, path, limit] of [
      ["GET", "/api/v1/apps/0oa", "500"],
      ["POST", "/api/v1/apps/0oa/lifecycle/activate", "100"],
      ["GET", "/api/v1/authorizationServers/default/scopes", "1200"],
      ["GET", "/api/v1/users/me", "2000"],
      ["GET", "/api/v1/groups", "500"],
      ["GET", "/api/v1/groups/00g", "1000"],
      ["POST", "/oauth2/default/v1/token", "2000"],
      ["POST", "/oauth2/v1/token", "2000"],
      ["GET", "/oauth2/default/v1/keys", undefined],
      ["GET", "/oauth2/default/.well-known/oauth-authorization-server", undefined],
    ] as const) {
      it(`of ${method} ${path} at ${limit ?? "nothing"}`, async () => {
        assert.equal((await new OktaOrg().call(method, path)).headers["x-rate-limit-limit"], limit);
      });
    }
  });

  describe("fails where it is asked to", () => {
    for (const [status, errorCode] of [
      [401, "E0000011"],
      [403, "E0000006"],
      [429, "E0000047"],
      [500, "E0000009"],
      [503, "E0000010"],
    ] as const) {
      it(`with ${status} in Okta's form, once`, async () => {
        const org = new OktaOrg();
        org.faults.set("listApplications", status);
        const answer = await org.call<OktaErrorBody>("GET", "/api/v1/apps");
        assert.deepEqual([answer.status, answer.body.errorCode], [status, errorCode]);
        assert.equal((await org.call("GET", "/api/v1/apps")).status, 200);
      });
    }

    it("telling when a limit ends", async () => {
      const org = new OktaOrg();
      org.faults.set("listApplications", 429);
      const { headers } = await org.call("GET", "/api/v1/apps");
      assert.equal(headers["x-rate-limit-remaining"], "0");
      assert.equal(headers["x-rate-limit-reset"], String(Math.floor(start.getTime() / 1000) + 1));
    });

    it("at an OAuth endpoint in OAuth's form", async () => {
      const org = new OktaOrg();
      org.faults.set("token", 500);
      const { status, body } = await org.token("default", { grant_type: "client_credentials" });
      assert.deepEqual([status, body.error], [500, "server_error"]);
    });
  });
});

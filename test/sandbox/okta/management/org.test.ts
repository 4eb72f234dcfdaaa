import assert from "node:assert/strict";
import { OktaOrg, orgUrl, type OktaObject } from "../support/oktaOrg.ts";

describe("Okta's org", () => {
  it("tells what it is", async () => {
    const metadata = await new OktaOrg().ask("GET", "/.well-known/okta-organization");
    assert.match(metadata.id, /^00o[A-Za-z0-9]{17}$/);
    assert.equal(metadata["pipeline"], "idx");
    assert.deepEqual(metadata["_links"], { organization: { href: orgUrl } });
  });

  it("has settings, and an administrator who owns the API token", async () => {
    const org = new OktaOrg();
    const settings = await org.ask("GET", "/api/v1/org");
    assert.deepEqual([settings["subdomain"], settings["status"]], ["acme-dev", "ACTIVE"]);
    const me = await org.ask("GET", "/api/v1/users/me");
    assert.match(me.id, /^00u[A-Za-z0-9]{17}$/);
    assert.deepEqual(await org.ask("GET", "/api/v1/users/me"), me);
  });

  it("has one group", async () => {
    const org = new OktaOrg();
    const groups = await org.ask<OktaObject[]>("GET", "/api/v1/groups?limit=1&q=Everyone");
    assert.equal(groups.length, 1);
    assert.deepEqual(await org.ask("GET", `/api/v1/groups/${groups[0]!.id}`), groups[0]);
    assert.deepEqual(await org.ask("GET", "/api/v1/groups?q=Others"), []);
    assert.equal((await org.call("GET", "/api/v1/groups/00gNone")).status, 404);
  });
});

import assert from "node:assert/strict";
import { apiKey, JumpCloudOrg } from "./support/JumpCloudOrg.ts";

const users = "/api/systemusers";
const groups = "/api/v2/usergroups";

describe("createJumpCloudVendor", () => {
  it("owns the hosts of the three regions, and no other of JumpCloud's", () => {
    const { vendor } = new JumpCloudOrg();
    for (const region of ["", "eu.", "in."]) {
      for (const role of ["console", "login", "admin-oauth.id", "oauth.id"]) {
        assert.equal(vendor.owns(`${role}.${region}jumpcloud.com`), true, `${role} ${region}`);
      }
    }
    for (const host of [
      "jumpcloud.com",
      "console.us.jumpcloud.com",
      "api.jumpcloud.com",
      "console.jumpcloud.com.evil.example",
    ]) {
      assert.equal(vendor.owns(host), false, host);
    }
  });

  it("keeps each region to itself", async () => {
    const org = new JumpCloudOrg();
    await org.createUser();
    const headers = { "x-api-key": apiKey };
    const eu = await org.send("GET", "https://console.eu.jumpcloud.com/api/systemusers", headers);
    assert.deepEqual(eu.body, { results: [], totalCount: 0 });
  });

  it("keeps its state as plain JSON, from one life to the next", async () => {
    const first = new JumpCloudOrg();
    const user = await first.createUser();
    const token = (await first.token()).body as { access_token: string };
    const second = new JumpCloudOrg({ state: JSON.parse(JSON.stringify(first.state)) as object });
    assert.deepEqual(await second.ask("GET", `${users}/${user.id}`), user);
    const bearer = { authorization: `Bearer ${token.access_token}` };
    assert.equal((await second.send("GET", users, bearer)).status, 200);
    assert.ok(!JSON.stringify(first.state).includes(token.access_token));
  });

  describe("authenticates the admin API", () => {
    it("by an administrator's API key, whatever the version", async () => {
      const org = new JumpCloudOrg();
      for (const path of [users, groups]) assert.equal((await org.call("GET", path)).status, 200);
    });

    it("refuses a wrong API key in each version's own form", async () => {
      const org = new JumpCloudOrg();
      const wrong = { "x-api-key": `${apiKey}0` };
      const v1 = await org.send("GET", users, wrong);
      assert.deepEqual([v1.status, v1.body], [401, { message: "api key user not found", error: "Unauthorized" }]);
      const v2 = await org.send("GET", groups, wrong);
      assert.deepEqual(
        [v2.status, v2.body],
        [401, { code: 401, message: "api key user not found", status: "Unauthorized" }],
      );
    });

    it("sends who has no credentials to the login", async () => {
      const { status, headers } = await new JumpCloudOrg().send("GET", users);
      assert.deepEqual([status, headers["location"]], [302, "/login"]);
    });

    it("by a service account's token, until it ends", async () => {
      const org = new JumpCloudOrg();
      const answer = await org.token();
      assert.equal(answer.status, 200);
      const { access_token: value, ...rest } = answer.body as { access_token: string };
      assert.deepEqual(rest, { expires_in: 3600, scope: "api", token_type: "bearer" });
      const bearer = { authorization: `Bearer ${value}` };
      assert.equal((await org.send("GET", users, bearer)).status, 200);
      org.clock.advance(3600);
      assert.equal((await org.send("GET", users, bearer)).status, 401);
      assert.equal((await org.send("GET", users, { authorization: "Bearer made-up" })).status, 401);
    });

    for (const [what, form, headers, expected] of [
      [
        "a wrong secret",
        {},
        { authorization: `Basic ${Buffer.from("a:b").toString("base64")}` },
        [401, "invalid_client"],
      ],
      ["no credentials", {}, { authorization: "" }, [401, "invalid_client"]],
      ["another grant", { grant_type: "password" }, {}, [400, "unsupported_grant_type"]],
      ["another scope", { scope: "openid" }, {}, [400, "invalid_scope"]],
      ["a JSON body", {}, { "content-type": "application/json" }, [400, "invalid_request"]],
    ] as const) {
      it(`and refuses a token for ${what}`, async () => {
        const { status, body } = await new JumpCloudOrg().token(form, headers);
        assert.deepEqual([status, (body as { error: string }).error], expected);
      });
    }

    it("refuses another organisation than its own", async () => {
      const org = new JumpCloudOrg();
      const headers = { "x-api-key": apiKey, "x-org-id": "5f0000000000000000000000" };
      assert.equal((await org.send("GET", users, headers)).status, 403);
    });
  });

  it("fails as it was asked to, with headers to wait by", async () => {
    const org = new JumpCloudOrg();
    org.faults.set("createUserGroup", [429, 503]);
    const body = { name: "entra-people" };
    const limited = await org.call("POST", groups, body);
    assert.deepEqual([limited.status, limited.headers["retry-after"]], [429, "1"]);
    assert.equal((await org.call("POST", groups, body)).status, 503);
    assert.equal((await org.call("POST", groups, body)).status, 201);
    assert.deepEqual(org.refusals, []);
  });

  it("refuses, and notes, what it does not know", async () => {
    const org = new JumpCloudOrg();
    assert.equal((await org.call("PATCH", `${groups}/1`, {})).status, 404);
    const issuer = await org.send("POST", "https://oauth.id.jumpcloud.com/oauth2/device/auth");
    assert.equal(issuer.status, 404);
    assert.deepEqual(
      org.refusals.map(({ host, method, path }) => [host, method, path]),
      [
        ["console.jumpcloud.com", "PATCH", "/api/v2/usergroups/1"],
        ["oauth.id.jumpcloud.com", "POST", "/oauth2/device/auth"],
      ],
    );
  });
});

import assert from "node:assert/strict";
import { AwsCloud, region } from "../../support/AwsCloud.ts";
import { issuer, PoolDomain } from "./support/PoolDomain.ts";

describe("the state of user pools", () => {
  it("is added to one that was kept before there were any", async () => {
    const state = { roles: [], regions: { [region]: { apis: [], functions: [], logGroups: [] } } };
    const cloud = new AwsCloud({ state });
    assert.equal((await cloud.ask("GET", `${issuer}/.well-known/jwks.json`)).status, 404);
    assert.deepEqual((state.regions[region] as { userPools?: unknown }).userPools, []);
  });

  it("goes on after a restart: keys, sessions and refresh tokens are the same", async () => {
    const before = new PoolDomain();
    before.addUser();
    const client = before.addClient();
    const browser = before.browser();
    await before.signIn(client, {}, browser);
    const { access_token, refresh_token } = await before.tokens(client);
    const after = new AwsCloud({ state: JSON.parse(JSON.stringify(before.cloud.state)) as object });
    const ask = async (method: string, url: string, headers: Record<string, string>, body = "") =>
      (await after.ask(method, url, { headers, body })).status;
    const origin = new URL(before.authorizeUrl(client)).origin;
    assert.equal(await ask("GET", `${origin}/oauth2/userInfo`, { authorization: `Bearer ${access_token}` }), 200);
    const form = new URLSearchParams({
      ...{ grant_type: "refresh_token", refresh_token: refresh_token! },
      ...{ client_id: client.clientId, client_secret: "portal-secret" },
    });
    const type = { "content-type": "application/x-www-form-urlencoded" };
    assert.equal(await ask("POST", `${origin}/oauth2/token`, type, form.toString()), 200);
    const cookie = `cognito=${browser.cookies.get("cognito") ?? ""}`;
    const { headers } = await after.ask("GET", before.authorizeUrl(client), { headers: { cookie } });
    assert.match(String(headers["location"]), /[?&]code=/);
  });
});

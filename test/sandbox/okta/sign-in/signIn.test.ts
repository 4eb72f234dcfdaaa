import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from "jose";
import { OktaOrg, orgUrl } from "../support/oktaOrg.ts";
import { callback, codeOf, OktaPeople, sentTo } from "../support/OktaPeople.ts";

const verifier = "a-verifier-of-at-least-forty-three-characters";
const challenge = createHash("sha256").update(verifier).digest("base64url");

describe("signing in to Okta's own authorization server", () => {
  let org: OktaPeople;
  beforeEach(async () => {
    org = new OktaPeople();
    await org.addUser();
  });

  it("shows a page that works by keyboard, at any width, and lets nothing in", async () => {
    const app = await org.addOpenApp();
    const visit = await org.browser().open(org.authorizeUrl(app, { login_hint: "alice@acme.example" }));
    assert.ok(visit.kind === "page");
    const [form] = visit.page.forms;
    assert.equal(visit.page.title, "Sign In");
    assert.match(visit.page.text, /Connecting to Portal/);
    assert.equal(visit.page.hasScripts, false);
    assert.deepEqual(
      form!.fields.map(({ name, purpose, value }) => [name, purpose, value]),
      [
        ["identifier", "user name", "alice@acme.example"],
        ["credentials.passcode", "password", ""],
      ],
    );
    const url = new URL(org.authorizeUrl(app));
    const request = { method: "GET", url, target: url.pathname + url.search, headers: {}, body: Buffer.alloc(0) };
    const { headers = {}, body } = await org.vendor.respond(request);
    assert.match(String(body), /<meta name="viewport" content="width=device-width, initial-scale=1">/);
    assert.match(String(body), /<label for="identifier">Username<\/label>/);
    const policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    assert.ok(String(headers["content-security-policy"]).startsWith(policy));
    assert.match(String(headers["content-security-policy"]), /form-action 'self' https:\/\/portal\.acme\.example;/);
  });

  it("gives a code, and for it thin ID tokens and the rest at userinfo", async () => {
    const app = await org.addOpenApp();
    const sent = sentTo(await org.signIn(org.authorizeUrl(app)));
    assert.deepEqual(Object.keys(sent), ["code", "state"]);
    assert.equal(sent["state"], "s-1");
    const { status, body } = await org.redeem(app, sent["code"]!);
    assert.equal(status, 200);
    const { access_token, id_token, ...rest } = body;
    assert.deepEqual(rest, { token_type: "Bearer", expires_in: 3600, scope: "openid profile email" });
    const keys = await org.ask<JSONWebKeySet>("GET", "/oauth2/v1/keys");
    const options = { issuer: orgUrl, audience: app.credentials.oauthClient.client_id, currentDate: org.clock.now() };
    const { payload, protectedHeader } = await jwtVerify(id_token, createLocalJWKSet(keys), options);
    assert.deepEqual(Object.keys(protectedHeader).sort(), ["alg", "kid"]);
    const { jti, at_hash, iat, exp, auth_time, sub, idp, ...claims } = payload;
    assert.match(String(jti), /^ID\.[\w-]{43}$/);
    assert.equal(at_hash, createHash("sha256").update(access_token).digest().subarray(0, 16).toString("base64url"));
    assert.deepEqual([exp! - iat!, auth_time], [3600, iat]);
    assert.match(`${sub} ${String(idp)}`, /^00u\w{17} 00o\w{17}$/);
    assert.deepEqual(claims, {
      ...{ ver: 1, iss: orgUrl, aud: app.credentials.oauthClient.client_id, amr: ["pwd"], nonce: "n-1" },
      ...{ name: "Alice Archer", preferred_username: "alice@acme.example", email: "alice@acme.example" },
    });
    const { body: info } = await org.userinfo<Record<string, unknown>>(access_token);
    assert.deepEqual(info, {
      ...{ sub, name: "Alice Archer", given_name: "Alice", family_name: "Archer", locale: "en_US" },
      ...{ preferred_username: "alice@acme.example", zoneinfo: "America/Los_Angeles", updated_at: 1767323045 },
      ...{ email: "alice@acme.example", email_verified: true },
    });
  });

  it("keeps its access tokens to itself", async () => {
    const app = await org.addOpenApp();
    const { body } = await org.redeem(app, codeOf(await org.signIn(org.authorizeUrl(app))));
    const { aud, cid, scp, sub } = decodeJwt(body.access_token);
    assert.deepEqual(
      { aud, cid, scp, sub },
      {
        ...{ aud: orgUrl, cid: app.credentials.oauthClient.client_id, sub: "alice@acme.example" },
        scp: ["openid", "profile", "email"],
      },
    );
    const { keys } = await org.ask<JSONWebKeySet>("GET", "/oauth2/v1/keys");
    assert.ok(!keys.some(({ kid }) => kid === decodeProtectedHeader(body.access_token).kid));
  });

  it("says of a person what the scopes open, and no more", async () => {
    const app = await org.addOpenApp();
    const code = codeOf(await org.signIn(org.authorizeUrl(app, { scope: "openid email", nonce: undefined })));
    const { body } = await org.redeem(app, code);
    const { name, email, nonce } = decodeJwt(body.id_token);
    assert.deepEqual({ name, email, nonce }, { name: undefined, email: "alice@acme.example", nonce: undefined });
    const { body: info } = await org.userinfo<Record<string, unknown>>(body.access_token);
    assert.deepEqual(Object.keys(info).sort(), ["email", "email_verified", "sub"]);
  });

  it("refuses who is not assigned, and lets in who is, by name or by group", async () => {
    const app = await org.addWebApp();
    const refused = { error: "access_denied", error_description: "User is not assigned to the client application." };
    const browser = org.browser();
    assert.deepEqual(sentTo(await org.signIn(org.authorizeUrl(app), undefined, browser)), { ...refused, state: "s-1" });
    const group = await org.addGroup("Support");
    await org.ask("PUT", `/api/v1/apps/${app.id}/groups/${group.id}`, {});
    assert.deepEqual(sentTo(await org.signIn(org.authorizeUrl(app), undefined, browser)), { ...refused, state: "s-1" });
    const alice = await org.ask("GET", "/api/v1/users/alice@acme.example");
    await org.ask("PUT", `/api/v1/groups/${group.id}/users/${alice.id}`);
    const code = codeOf(await org.signIn(org.authorizeUrl(app), undefined, browser));
    await org.ask("DELETE", `/api/v1/groups/${group.id}/users/${alice.id}`);
    const { status, body } = await org.redeem(app, code);
    assert.deepEqual([status, body["error"]], [400, "invalid_grant"]);
    await org.ask("POST", `/api/v1/apps/${app.id}/users`, { id: alice.id });
    assert.ok(codeOf(await org.signIn(org.authorizeUrl(app), undefined, browser)));
  });

  it("tells a wrong password, an unknown person and a deactivated one in the same words", async () => {
    const app = await org.addOpenApp();
    const wrong = await org.signIn(org.authorizeUrl(app), "nobody@acme.example");
    assert.ok(wrong.kind === "refused");
    assert.deepEqual([wrong.page.status, wrong.message], [401, "Unable to sign in"]);
    const browser = org.browser();
    assert.ok(codeOf(await org.signIn(org.authorizeUrl(app), "alice", browser)));
    await org.ask("POST", "/api/v1/users/alice/lifecycle/deactivate");
    const gone = await org.signIn(org.authorizeUrl(app), undefined, browser);
    assert.ok(gone.kind === "refused");
    assert.equal(gone.message, "Unable to sign in");
  });

  it("uses the browser's session for two hours, unless a request wants otherwise", async () => {
    const app = await org.addOpenApp();
    const browser = org.browser();
    await org.signIn(org.authorizeUrl(app), undefined, browser);
    assert.equal((await browser.open(org.authorizeUrl(app, { prompt: "none" }))).kind, "caught");
    assert.equal((await browser.open(org.authorizeUrl(app, { prompt: "login" }))).kind, "page");
    org.clock.advance(61);
    assert.equal((await browser.open(org.authorizeUrl(app, { max_age: "60" }))).kind, "page");
    org.clock.advance(7200);
    const end = await browser.open(org.authorizeUrl(app, { prompt: "none" }));
    assert.ok(end.kind === "caught");
    assert.equal(end.parameters.get("error"), "login_required");
  });

  it("takes no form that another site sent", async () => {
    const app = await org.addOpenApp();
    const visit = await org.browser().open(org.authorizeUrl(app));
    assert.ok(visit.kind === "page");
    const answer = await org.browser().submit(visit.page.forms[0]!, [["identifier", "alice@acme.example"]]);
    assert.ok(answer.kind === "page");
    assert.deepEqual([answer.page.status, answer.page.title], [400, "400 Bad Request"]);
  });

  describe("shows a page of its own for", () => {
    for (const [what, changes, words] of [
      ["an unknown client", { client_id: "0oaNone" }, /Invalid value for 'client_id' parameter/],
      ["an unregistered redirect URI", { redirect_uri: `${callback}/` }, /must be a Login redirect URI/],
      ["no redirect URI", { redirect_uri: undefined }, /must be a Login redirect URI/],
    ] as const) {
      it(what, async () => {
        const visit = await org.browser().open(org.authorizeUrl(await org.addOpenApp(), changes));
        assert.ok(visit.kind === "page");
        assert.equal(visit.page.status, 400);
        assert.match(visit.page.alert, words);
      });
    }
  });

  describe("tells the application of", () => {
    for (const [what, changes, error] of [
      ["no state", { state: undefined }, "invalid_request"],
      ["another response type", { response_type: "token" }, "unsupported_response_type"],
      ["no scope", { scope: undefined }, "invalid_scope"],
      ["an unknown scope", { scope: "openid keys.read" }, "invalid_scope"],
      ["OpenID scopes without openid", { scope: "email" }, "invalid_scope"],
      ["a plain challenge", { code_challenge: challenge, code_challenge_method: "plain" }, "invalid_request"],
      ["an unknown prompt", { prompt: "now" }, "invalid_request"],
      ["a max_age that is no number", { max_age: "soon" }, "invalid_request"],
    ] as const) {
      it(what, async () => {
        const end = await org.browser().open(org.authorizeUrl(await org.addOpenApp(), changes));
        assert.ok(end.kind === "caught");
        assert.equal(end.parameters.get("error"), error);
        assert.ok(end.url.href.startsWith(callback));
      });
    }

    it("a missing challenge where the application needs one", async () => {
      const app = await org.addOpenApp({ pkce_required: true });
      const end = await org.browser().open(org.authorizeUrl(app));
      assert.ok(end.kind === "caught");
      assert.equal(end.parameters.get("error_description"), "PKCE code challenge is required by the application.");
    });
  });

  describe("gives no tokens for", () => {
    const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
    for (const [what, asked, redeemed, description] of [
      ["another redirect URI", {}, { redirect_uri: `${callback}/2` }, /'redirect_uri' does not match/],
      ["a wrong secret", {}, { client_secret: "wrong" }, /client secret supplied .* is invalid/],
      ["no verifier", pkce, {}, /PKCE code verifier is required/],
      ["a wrong verifier", pkce, { code_verifier: `${verifier}x` }, /PKCE verification failed/],
      ["a verifier without a challenge", {}, { code_verifier: verifier }, /should be specified in the authorize/],
      ["a code that never was", {}, { code: "none" }, /authorization code is invalid or has expired/],
    ] as const) {
      it(what, async () => {
        const app = await org.addOpenApp();
        const code = codeOf(await org.signIn(org.authorizeUrl(app, asked)));
        const { status, body } = await org.redeem(app, code, redeemed);
        assert.ok(status === 400 || status === 401);
        assert.match(String(body["error_description"]), description);
      });
    }

    it("a code of five minutes ago, and for one a second time", async () => {
      const app = await org.addOpenApp();
      const [late, twice] = [await org.signIn(org.authorizeUrl(app)), await org.signIn(org.authorizeUrl(app))];
      assert.equal((await org.redeem(app, codeOf(twice))).status, 200);
      assert.equal((await org.redeem(app, codeOf(twice))).status, 400);
      org.clock.advance(300);
      assert.equal((await org.redeem(app, codeOf(late))).status, 400);
    });

    it("another client's code, and at another authorization server", async () => {
      const [app, other] = [await org.addOpenApp(), await org.addOpenApp()];
      const code = codeOf(await org.signIn(org.authorizeUrl(app)));
      assert.match(String((await org.redeem(other, code)).body["error_description"]), /issued to another client/);
      const elsewhere = await org.redeem(app, code, {}, "default");
      assert.match(String(elsewhere.body["error_description"]), /issued for another authorization server/);
      assert.equal((await org.redeem(app, code)).status, 200);
    });
  });

  it("redeems a code by its verifier, and by HTTP Basic where that is registered", async () => {
    const app = await org.addOpenApp({ token_endpoint_auth_method: "client_secret_basic", pkce_required: true });
    const asked = { code_challenge: challenge, code_challenge_method: "S256" };
    const code = codeOf(await org.signIn(org.authorizeUrl(app, asked)));
    assert.equal((await org.redeem(app, code, { code_verifier: verifier })).status, 401);
    const { client_id, client_secret } = app.credentials.oauthClient;
    const form = { grant_type: "authorization_code", code, redirect_uri: callback, code_verifier: verifier };
    const { status } = await org.call("POST", "/oauth2/v1/token", new URLSearchParams(form).toString(), {
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}`,
      },
    });
    assert.equal(status, 200);
  });

  it("answers userinfo to no other token, and to none whose person is gone", async () => {
    const app = await org.addOpenApp();
    const { body } = await org.redeem(app, codeOf(await org.signIn(org.authorizeUrl(app))));
    for (const token of ["", "x", body.id_token]) {
      const { status, headers } = await org.userinfo(token);
      assert.equal(status, 401);
      assert.match(String(headers["www-authenticate"]), /^Bearer error="invalid_token"/);
    }
    assert.equal((await org.userinfo(body.access_token)).status, 200);
    assert.equal((await org.userinfo(body.access_token, "default")).status, 401);
    await org.ask("POST", "/api/v1/users/alice@acme.example/lifecycle/deactivate");
    assert.equal((await org.userinfo(body.access_token)).status, 401);
  });

  it("ends the session at the logout endpoint, and goes where the application may send people", async () => {
    const back = "https://portal.acme.example/bye";
    const app = await org.addOpenApp({}, { post_logout_redirect_uris: [back] });
    const browser = org.browser();
    const { body } = await org.redeem(app, codeOf(await org.signIn(org.authorizeUrl(app), undefined, browser)));
    const logout = (query: Record<string, string>) =>
      browser.open(`${orgUrl}/oauth2/v1/logout?${new URLSearchParams(query).toString()}`);
    const wrong = await logout({ id_token_hint: body.id_token, post_logout_redirect_uri: `${back}/` });
    assert.ok(wrong.kind === "page");
    assert.match(wrong.page.alert, /must be a Logout redirect URI/);
    assert.equal((await browser.open(org.authorizeUrl(app, { prompt: "none" }))).kind, "caught");
    const bad = await logout({ id_token_hint: "x" });
    assert.ok(bad.kind === "page");
    assert.equal(bad.page.alert, "The id token is invalid.");
    const end = await logout({ id_token_hint: body.id_token, post_logout_redirect_uri: back, state: "s-2" });
    assert.ok(end.kind === "caught");
    assert.equal(end.url.href, `${back}?state=s-2`);
    const silent = await browser.open(org.authorizeUrl(app, { prompt: "none" }));
    assert.ok(silent.kind === "caught");
    assert.equal(silent.parameters.get("error"), "login_required");
    const alone = await logout({ id_token_hint: body.id_token });
    assert.ok(alone.kind === "page");
    assert.equal(alone.page.title, "Sign In");
  });

  it("is remembered, and forgets nothing that an older state held", async () => {
    const old = new OktaOrg();
    await old.createApp();
    const saved = JSON.parse(JSON.stringify(old.state)) as { orgs: Record<string, { people?: unknown }> };
    assert.equal(Object.values(saved.orgs)[0]!.people, undefined);
    const later = new OktaPeople({ state: saved });
    assert.equal((await later.ask<unknown[]>("GET", "/api/v1/apps")).length, 1);
    await later.addUser();
    const app = await later.addOpenApp();
    const end = await later.signIn(later.authorizeUrl(app));
    const again = new OktaPeople({ state: JSON.parse(JSON.stringify(later.state)) as object });
    assert.equal((await again.redeem(app, codeOf(end))).status, 200);
  });
});

describe("signing in to a custom authorization server of Okta's", () => {
  async function serverFor(org: OktaPeople, conditions: object): Promise<string> {
    const { id } = await org.createServer();
    await org.createScope(id, { name: "keys.read" });
    const policy = await org.createPolicy(id);
    const grantTypes = { include: ["authorization_code"] };
    await org.createRule(id, policy.id, {
      conditions: { grantTypes, scopes: { include: ["keys.read"] }, ...conditions },
    });
    return id;
  }

  it("gives tokens of its own, for its audience, by the rule that covers the person", async () => {
    const org = new OktaPeople();
    const { id: userId } = await org.addUser();
    const server = await serverFor(org, { people: { groups: { include: ["EVERYONE"] } } });
    const app = await org.addOpenApp();
    const url = org.authorizeUrl(app, { scope: "openid email keys.read" }, server);
    const { body } = await org.redeem(app, codeOf(await org.signIn(url)), {}, server);
    const keys = createLocalJWKSet(await org.ask<JSONWebKeySet>("GET", `/oauth2/${server}/v1/keys`));
    const issuer = `${orgUrl}/oauth2/${server}`;
    const { payload } = await jwtVerify(body.access_token, keys, { issuer, currentDate: org.clock.now() });
    const { aud, uid, sub, scp } = payload;
    assert.deepEqual(
      { aud, uid, sub, scp },
      {
        ...{ aud: "https://api.acme.example", uid: userId, sub: "alice@acme.example" },
        scp: ["openid", "email", "keys.read"],
      },
    );
    await jwtVerify(body.id_token, keys, {
      ...{ issuer, audience: app.credentials.oauthClient.client_id, currentDate: org.clock.now() },
    });
    assert.equal((await org.userinfo(body.access_token, server)).status, 200);
    assert.deepEqual(org.refusals, []);
  });

  it("gives none where no rule covers the person or the scope", async () => {
    const org = new OktaPeople();
    await org.addUser();
    const group = await org.addGroup("Others");
    const server = await serverFor(org, { people: { groups: { include: [group.id] } } });
    const app = await org.addOpenApp();
    const end = sentTo(await org.signIn(org.authorizeUrl(app, { scope: "openid keys.read" }, server)));
    assert.equal(end["error"], "access_denied");
    assert.match(end["error_description"] ?? "", /^Policy evaluation failed for this request/);
    const open = await serverFor(org, { people: { groups: { include: ["EVERYONE"] } } });
    await org.createScope(open, { name: "keys.write" });
    const asked = org.authorizeUrl(app, { scope: "openid keys.write" }, open);
    assert.equal(sentTo(await org.signIn(asked))["error"], "access_denied");
  });
});

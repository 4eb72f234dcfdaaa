import assert from "node:assert/strict";
import { FakeEntra } from "../support/FakeEntra.ts";
import { JumpCloudOrg } from "../support/JumpCloudOrg.ts";
import { OidcApp, password, redirectUri } from "../support/OidcApp.ts";

const errorPage = "https://oauth.id.jumpcloud.com/oauth2/fallbacks/error";

describe("JumpCloud's authorization endpoint", () => {
  it("has the person signed in at the console, and gives the application a code", async () => {
    const app = await OidcApp.make();
    const sent = await app.browser.get(app.authorizeUrl());
    assert.equal(sent.status, 302);
    const target = new URL(sent.location);
    assert.equal(target.origin + target.pathname, "https://console.jumpcloud.com/login");
    const back = await app.signIn();
    assert.equal(back.status, 303);
    const url = new URL(back.location);
    assert.equal(`${url.origin}${url.pathname}`, redirectUri);
    const { code, ...rest } = Object.fromEntries(url.searchParams);
    assert.match(String(code), /^ory_ac_[\w-]{43}\.[\w-]{43}$/);
    assert.deepEqual(rest, { scope: "openid email profile offline_access", state: "state-of-the-app" });
    assert.ok(!JSON.stringify(app.org.state).includes(String(code)));
    assert.deepEqual(app.org.refusals, []);
  });

  it("shows pages that a keyboard and a password manager can use, which lead nowhere but to the application", async () => {
    const app = await OidcApp.make();
    const first = await app.follow(await app.browser.get(app.authorizeUrl({ login_hint: "dora@acme.example" })));
    assert.equal(first.fields["email"], "dora@acme.example");
    assert.match(first.text, /<meta name="viewport" content="width=device-width, initial-scale=1">/);
    assert.match(first.text, /<label for="email">/);
    const second = await app.browser.submit(first, {});
    assert.match(second.text, /<label for="password">.*autocomplete="current-password".*autofocus/s);
    assert.match(
      String(second.headers["content-security-policy"]),
      /form-action 'self' https: http:\/\/localhost:5000;/,
    );
    const again = await app.browser.submit(second, { password: "wrong" });
    assert.deepEqual([again.status, again.errorCode], [401, "password"]);
    assert.equal((await app.follow(await app.browser.submit(again, { password }))).status, 303);
  });

  it("goes on by itself with whoever is signed in already, unless a new sign-in is asked for", async () => {
    const app = await OidcApp.make();
    await app.signIn();
    const again = await app.follow(await app.browser.get(app.authorizeUrl({ prompt: "none" })));
    assert.match(again.location, /^http:\/\/localhost:5000\/authorize\?code=/);
    const titleFor = async (changes: Record<string, string>): Promise<string> =>
      (await app.follow(await app.browser.get(app.authorizeUrl(changes)))).title;
    assert.equal(await titleFor({ prompt: "login" }), "User Portal Login");
    app.org.clock.advance(59);
    assert.equal(await titleFor({ max_age: "59" }), "");
    app.org.clock.advance(1);
    assert.equal(await titleFor({ max_age: "59" }), "User Portal Login");
  });

  it("sends whom a routing policy names to the identity provider, and on to the application", async () => {
    let entra: FakeEntra | undefined = undefined;
    const org = new JumpCloudOrg({ fetch: (request) => entra!.respond(request) });
    entra = await FakeEntra.create(org.clock);
    const app = await OidcApp.make({ org });
    const provider = await org.createIdentityProvider();
    const policy = { name: "entra", identityProviderId: provider.id, groupIds: [app.group.id] };
    await app.ask("POST", "/.sandbox/routing-policies", policy);
    const page = await app.follow(await app.browser.get(app.authorizeUrl()));
    const sent = await app.browser.submit(page, { email: "dora@acme.example" });
    assert.match(sent.location, /^https:\/\/login\.microsoftonline\.com\//);
    const answer = entra.authorize(sent.location, { email: "dora@acme.example" });
    const query = new URLSearchParams(answer).toString();
    const back = await app.follow(await app.browser.get(`https://login.jumpcloud.com/oauth/callback?${query}`));
    assert.match(back.location, /^http:\/\/localhost:5000\/authorize\?code=/);
  });

  describe("tells the application of", () => {
    const refused: readonly [string, Record<string, string | undefined>, string, RegExp][] = [
      ["a scope that is none", { scope: "openid groups" }, "invalid_scope", /not allowed to request scope 'groups'\.$/],
      ["another response type", { response_type: "id_token" }, "unsupported_response_type", /'id_token'\.$/],
      ["no response type", { response_type: undefined }, "unsupported_response_type", /is missing/],
      ["another response mode", { response_mode: "form_post" }, "unsupported_response_mode", /'form_post'\.$/],
      ["a short state", { state: "1234567" }, "invalid_state", /at least be 8 characters long/],
      ["no state", { state: undefined }, "invalid_state", /at least be 8 characters long/],
      ["a request object", { request: "x" }, "request_not_supported", /request parameter/],
      ["nobody signed in", { prompt: "none" }, "login_required", /no existing login session was found\.$/],
      ["a prompt that is none", { prompt: "now" }, "invalid_request", /unknown value 'now' for prompt/],
      ["prompts that exclude each other", { prompt: "none login" }, "invalid_request", /other values as well/],
    ];
    for (const [what, changes, error, description] of refused) {
      it(what, async () => {
        const app = await OidcApp.make();
        const { status, location } = await app.browser.get(app.authorizeUrl(changes));
        assert.equal(status, 303);
        const url = new URL(location);
        assert.equal(`${url.origin}${url.pathname}`, redirectUri);
        assert.equal(url.searchParams.get("error"), error);
        assert.match(String(url.searchParams.get("error_description")), description);
        const { state = "state-of-the-app" } = changes;
        assert.equal(
          url.searchParams.get("state"),
          "state" in changes && changes["state"] === undefined ? null : state,
        );
      });
    }

    for (const [what, changes, description] of [
      ["a challenge of the plain method", { code_challenge_method: "plain" }, /plain is not allowed/],
      ["a challenge without a method", { code_challenge_method: undefined }, /plain is not allowed/],
      ["a challenge of an unknown method", { code_challenge_method: "S512" }, /use S256 instead/],
    ] as const) {
      it(`${what}, once somebody has signed in`, async () => {
        const app = await OidcApp.make();
        const answer = new URL((await app.signIn(changes)).location).searchParams;
        assert.equal(answer.get("error"), "invalid_request");
        assert.match(String(answer.get("error_description")), description);
      });
    }

    it("a redirect URI that anybody on the way can read, once somebody has signed in", async () => {
      const open = "http://reports.acme.example/callback";
      const app = await OidcApp.make({ settings: { redirectUris: [open, "http://reports.localhost/callback"] } });
      const { location } = await app.signIn({ redirect_uri: open });
      const answer = new URL(location).searchParams;
      assert.deepEqual([answer.get("error"), answer.get("code")], ["invalid_request", null]);
      assert.match(String(answer.get("error_description")), /insecure protocol, http is only allowed/);
      const near = await app.signIn({ redirect_uri: "http://reports.localhost/callback" }, undefined, app.newBrowser());
      assert.ok(new URL(near.location).searchParams.get("code"));
    });

    it("a client without a secret that has no challenge", async () => {
      const app = await OidcApp.make({ settings: { tokenEndpointAuthMethod: "none" } });
      assert.equal(app.clientSecret, "");
      const answer = new URL((await app.signIn({ code_challenge: undefined })).location).searchParams;
      assert.equal(answer.get("error"), "invalid_request");
      assert.match(String(answer.get("error_description")), /must include a code_challenge/);
    });

    it("a person who is in no group of the application's", async () => {
      const app = await OidcApp.make();
      const answer = new URL((await app.signIn({}, "otto@acme.example")).location).searchParams;
      assert.equal(answer.get("error"), "access_denied");
      assert.equal(answer.get("code"), null);
      const left = { op: "remove", type: "application", id: app.id };
      await app.ask("POST", `/api/v2/usergroups/${app.group.id}/associations`, left);
      const dora = new URL((await app.signIn({}, undefined, app.newBrowser())).location).searchParams;
      assert.equal(dora.get("error"), "access_denied");
    });
  });

  describe("keeps to itself, on a page,", () => {
    for (const [what, changes, error] of [
      ["an unknown client", { client_id: "unknown" }, "invalid_client"],
      [
        "a redirect URI that is not registered",
        { redirect_uri: "http://localhost:5000/authorize/" },
        "invalid_request",
      ],
      ["a redirect URI on another port", { redirect_uri: "http://localhost:5001/authorize" }, "invalid_request"],
    ] as const) {
      it(what, async () => {
        const app = await OidcApp.make();
        const { status, location } = await app.browser.get(app.authorizeUrl(changes));
        assert.equal(status, 302);
        assert.ok(location.startsWith(`${errorPage}?error=${error}&`), location);
        const page = await app.browser.get(location);
        assert.deepEqual([page.status, page.errorCode], [400, error]);
      });
    }

    it("an application that is not activated", async () => {
      const app = await OidcApp.make();
      const current = await app.ask("GET", `/api/applications/${app.id}`);
      await app.ask("PUT", `/api/applications/${app.id}`, { ...current, active: false });
      const { location } = await app.browser.get(app.authorizeUrl());
      assert.ok(location.startsWith(`${errorPage}?error=invalid_client&`), location);
    });

    it("a login verifier that comes again, or to another browser", async () => {
      const app = await OidcApp.make();
      const page = await app.follow(await app.browser.get(app.authorizeUrl()));
      const passwordPage = await app.browser.submit(page, { email: "dora@acme.example" });
      const { location } = await app.browser.submit(passwordPage, { password });
      assert.match(location, /login_verifier=/);
      const elsewhere = await app.newBrowser().get(location);
      assert.ok(elsewhere.location.startsWith(`${errorPage}?error=request_forbidden&`), elsewhere.location);
      const late = await app.browser.get(location);
      assert.match(late.location, /error_description=.*already\+been\+used/);
    });
  });

  it("lets nobody sign in who is suspended, not activated, or has typed the wrong password", async () => {
    const app = await OidcApp.make();
    const enter = async (email: string): Promise<number> => {
      const browser = app.newBrowser();
      const page = await app.follow(await browser.get(app.authorizeUrl()), browser);
      return (await browser.submit(await browser.submit(page, { email }), { password })).status;
    };
    assert.equal(await enter("dora@acme.example"), 302);
    await app.ask("PUT", `/api/systemusers/${app.dora.id}`, { suspended: true });
    await app.ask("POST", "/api/systemusers", { username: "nina", email: "nina@acme.example" });
    for (const email of ["dora@acme.example", "nina@acme.example", "nobody@acme.example"]) {
      assert.equal(await enter(email), 401, email);
    }
  });

  it("forgets a sign-in that takes too long", async () => {
    const app = await OidcApp.make();
    const page = await app.follow(await app.browser.get(app.authorizeUrl()));
    app.org.clock.advance(1800);
    const late = await app.browser.submit(page, { email: "dora@acme.example" });
    assert.deepEqual([late.status, late.title], [400, "Sign-in refused"]);
  });

  it("ends the browser's session where it is told to, and goes nowhere from there", async () => {
    const app = await OidcApp.make();
    const { id_token: idToken = "" } = await app.tokens();
    const logout = `${app.issuer}oauth2/sessions/logout`;
    for (const [query, text] of [
      [{ post_logout_redirect_uri: "https://a.example" }, /id_token_hint\+is\+missing/],
      [{ post_logout_redirect_uri: "https://a.example", id_token_hint: idToken }, /not\+a\+whitelisted/],
      [{ id_token_hint: `${idToken}x` }, /not\+one\+of\+this\+issuer/],
    ] as const) {
      const refused = await app.browser.get(`${logout}?${new URLSearchParams(query).toString()}`);
      assert.match(refused.location, text);
    }
    await app.signIn();
    const page = await app.browser.get(`${logout}?id_token_hint=${idToken}`);
    assert.deepEqual([page.status, page.title], [200, "You are signed out"]);
    const asked = await app.follow(await app.browser.get(app.authorizeUrl()));
    assert.equal(asked.title, "User Portal Login");
  });
});

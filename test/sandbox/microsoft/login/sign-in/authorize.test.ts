import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Browser, type Shown } from "../support/Browser.ts";
import { LoginTenants, loginUrl, redirectUri, type Registered, tenantId } from "../support/LoginTenants.ts";

const authorizeUrl = `${loginUrl}/${tenantId}/oauth2/v2.0/authorize`;
const typed = { loginfmt: "alice@acme.example", passwd: "correct-Horse-1" };

describe("Entra ID's authorization endpoint", () => {
  function setUp(scope = "openid profile email") {
    const tenants = new LoginTenants();
    const app = tenants.registerWebApp({}, scope);
    const user = tenants.addUser();
    return { tenants, app, user, browser: new Browser(tenants) };
  }

  function address({ application }: Registered, changes: Record<string, string | undefined> = {}): string {
    const parameters: Record<string, string | undefined> = {
      client_id: application.appId,
      response_type: "code",
      redirect_uri: redirectUri,
      scope: "openid profile email",
      state: "a state&=",
      nonce: "n-1",
      ...changes,
    };
    const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `${authorizeUrl}?${new URLSearchParams(present).toString()}`;
  }

  /** The answer that a redirect carries, after the given separator. */
  function answerIn({ status, location, text }: Shown, separator: "?" | "#"): URLSearchParams {
    assert.equal(status, 302, text);
    assert.equal(location.slice(0, redirectUri.length + 1), `${redirectUri}${separator}`);
    return new URLSearchParams(location.slice(redirectUri.length + 1));
  }

  const namesIn = (answer: URLSearchParams) => [...answer.keys()];

  it("sends a code in the query by default, with the state as it came", async () => {
    const { app, browser } = setUp();
    const answer = answerIn(await browser.submit(await browser.get(address(app)), typed), "?");
    assert.deepEqual(namesIn(answer), ["code", "session_state", "state"]);
    assert.equal(answer.get("state"), "a state&=");
  });

  it("sends an ID token in the fragment by default, bound to the nonce", async () => {
    const { tenants, app, user, browser } = setUp();
    const page = await browser.get(address(app, { response_type: "id_token" }));
    const answer = answerIn(await browser.submit(page, typed), "#");
    assert.deepEqual(namesIn(answer), ["id_token", "session_state", "state"]);
    const claims = await tenants.claims(answer.get("id_token")!);
    assert.deepEqual(
      [claims.aud, claims.iss, claims["nonce"], claims["oid"], claims["ver"], claims["tid"]],
      [app.application.appId, `${loginUrl}/${tenantId}/v2.0`, "n-1", user.id, "2.0", tenantId],
    );
    assert.deepEqual([claims["name"], claims["preferred_username"]], ["Alice Archer", "alice@acme.example"]);
    assert.notEqual(claims.sub, user.id);
  });

  it("sends both in the hybrid flow, the code bound to the token", async () => {
    const { tenants, app, browser } = setUp();
    const page = await browser.get(address(app, { response_type: "id_token code" }));
    const answer = answerIn(await browser.submit(page, typed), "#");
    assert.deepEqual(namesIn(answer), ["code", "id_token", "session_state", "state"]);
    const half = createHash("sha256").update(answer.get("code")!).digest().subarray(0, 16).toString("base64url");
    assert.equal((await tenants.claims(answer.get("id_token")!))["c_hash"], half);
  });

  it("sends an access token in the fragment, beside an ID token that is bound to it, where the application may have one", async () => {
    const { tenants, app, browser, user } = setUp();
    app.application.web.implicitGrantSettings.enableAccessTokenIssuance = true;
    const page = await browser.get(address(app, { response_type: "token id_token" }));
    const answer = answerIn(await browser.submit(page, typed), "#");
    assert.deepEqual(namesIn(answer), [
      ...["access_token", "token_type", "expires_in", "scope", "id_token", "session_state", "state"],
    ]);
    assert.deepEqual([answer.get("token_type"), answer.get("scope")], ["Bearer", "email openid profile"]);
    const { aud, oid, scp, appid, appidacr } = await tenants.claims(answer.get("access_token")!);
    assert.deepEqual(
      { aud, oid, scp, appid, appidacr },
      {
        aud: "https://graph.microsoft.com",
        oid: user.id,
        scp: "email openid profile",
        appid: app.application.appId,
        appidacr: "0",
      },
    );
    const half = createHash("sha256")
      .update(answer.get("access_token")!)
      .digest()
      .subarray(0, 16)
      .toString("base64url");
    assert.equal((await tenants.claims(answer.get("id_token")!))["at_hash"], half);
    const alone = answerIn(await browser.get(address(app, { response_type: "token", nonce: undefined })), "#");
    assert.ok(alone.has("access_token") && !alone.has("id_token"));
    const inQuery = await browser.get(address(app, { response_type: "token", response_mode: "query" }));
    assert.match(answerIn(inQuery, "#").get("error_description") ?? "", /^AADSTS70007: /);
  });

  it("posts the answer where it is asked to, by a page that may go nowhere else", async () => {
    const { app, browser } = setUp();
    const page = await browser.get(address(app, { response_type: "code id_token", response_mode: "form_post" }));
    const posting = await browser.submit(page, typed);
    assert.equal(posting.status, 200);
    assert.equal(posting.action, redirectUri);
    assert.deepEqual(Object.keys(posting.fields), ["code", "id_token", "session_state", "state"]);
    assert.equal(posting.fields["state"], "a state&=");
    const policy = String(posting.headers["content-security-policy"]);
    assert.match(policy, /^default-src 'none'; .*form-action 'self' https:\/\/login\.jumpcloud\.com;/);
    assert.match(policy, /script-src 'nonce-[A-Za-z0-9_-]{24}'$/);
  });

  it("takes posted requests too", async () => {
    const { app, browser } = setUp();
    const fields = Object.fromEntries(new URL(address(app)).searchParams);
    assert.equal((await browser.post(authorizeUrl, fields)).title, "Sign in");
  });

  it("signs in without a page where there is a session, and with one where there should be", async () => {
    const { tenants, app, browser } = setUp();
    await browser.submit(await browser.get(address(app)), typed);
    assert.ok(answerIn(await browser.get(address(app, { prompt: "none" })), "?").has("code"));
    assert.ok(answerIn(await browser.get(address(app, { login_hint: "ALICE@acme.example" })), "?").has("code"));
    for (const changes of [{ prompt: "login" }, { prompt: "select_account" }, { login_hint: "bob@acme.example" }]) {
      assert.equal((await browser.get(address(app, changes))).title, "Sign in");
    }
    tenants.clock.advance(60);
    assert.equal((await browser.get(address(app, { max_age: "59" }))).title, "Sign in");
    assert.ok(answerIn(await browser.get(address(app, { max_age: "60" })), "?").has("code"));
    tenants.clock.advance(86_400);
    assert.equal((await browser.get(address(app))).title, "Sign in");
  });

  it("asks for no page where none may be shown", async () => {
    const { app, browser } = setUp();
    const answer = answerIn(await browser.get(address(app, { prompt: "none" })), "?");
    assert.deepEqual(namesIn(answer), ["error", "error_description", "error_uri", "state"]);
    assert.equal(answer.get("error"), "login_required");
    assert.match(answer.get("error_description")!, /^AADSTS50058: /);
  });

  it("takes the session of a person whose account was disabled for none", async () => {
    const { app, user, browser } = setUp();
    await browser.submit(await browser.get(address(app)), typed);
    user.accountEnabled = false;
    assert.equal((await browser.get(address(app))).title, "Sign in");
  });

  describe("tells the application of", () => {
    const cases: readonly (readonly [string, Record<string, string | undefined>, string, "?" | "#"])[] = [
      ["no response type", { response_type: undefined }, "invalid_request AADSTS900144", "?"],
      ["an access token from here", { response_type: "token" }, "unsupported_response_type AADSTS700051", "#"],
      ["an unknown response type", { response_type: "magic" }, "unsupported_response_type AADSTS70005", "?"],
      [
        "an ID token in the query",
        { response_type: "id_token", response_mode: "query" },
        "invalid_request AADSTS70007",
        "#",
      ],
      ["an unknown response mode", { response_mode: "pigeon" }, "invalid_request AADSTS70007", "?"],
      ["no scope", { scope: undefined }, "invalid_request AADSTS900144", "?"],
      [
        "an ID token without openid",
        { response_type: "id_token", scope: "profile" },
        "unsupported_response_type AADSTS70005",
        "#",
      ],
      [
        "an ID token without a nonce",
        { response_type: "id_token", nonce: undefined },
        "invalid_request AADSTS90014",
        "#",
      ],
      ["an unknown scope", { scope: "openid Nothing.At.All" }, "invalid_request AADSTS650053", "?"],
      ["two resources", { scope: "openid User.Read api://orders/read" }, "invalid_request AADSTS28000", "?"],
      ["an unknown resource", { scope: "openid api://nothing/read" }, "invalid_resource AADSTS500011", "?"],
      ["an unknown prompt", { prompt: "perhaps" }, "invalid_request AADSTS90023", "?"],
      ["claims that are no JSON", { claims: "{" }, "invalid_request AADSTS90023", "?"],
      ["a wrong max_age", { max_age: "-1" }, "invalid_request AADSTS90023", "?"],
      [
        "an unknown challenge method",
        { code_challenge: "x".repeat(43), code_challenge_method: "S512" },
        "invalid_request AADSTS50149",
        "?",
      ],
      [
        "a short challenge",
        { code_challenge: "x", code_challenge_method: "S256" },
        "invalid_request AADSTS501491",
        "?",
      ],
    ];
    for (const [what, changes, expected, separator] of cases) {
      it(what, async () => {
        const { tenants, app, browser } = setUp();
        const answer = answerIn(await browser.get(address(app, changes)), separator);
        assert.equal(answer.get("state"), "a state&=");
        assert.equal(`${answer.get("error")} ${answer.get("error_description")!.split(":")[0]}`, expected);
        assert.deepEqual(tenants.refusals, []);
      });
    }

    it("ID tokens that its registration does not allow", async () => {
      const { app, browser } = setUp();
      app.application.web.implicitGrantSettings.enableIdTokenIssuance = false;
      const answer = answerIn(await browser.get(address(app, { response_type: "code id_token" })), "#");
      assert.equal(answer.get("error"), "unsupported_response_type");
      assert.match(answer.get("error_description")!, /^AADSTS700054: response_type 'id_token' is not enabled/);
    });

    it("consent that is missing, where no page may be shown", async () => {
      const { app, browser } = setUp("openid");
      await browser.submit(await browser.get(address(app, { scope: "openid" })), typed);
      const answer = answerIn(await browser.get(address(app, { prompt: "none" })), "?");
      assert.equal(answer.get("error"), "consent_required");
      assert.match(answer.get("error_description")!, /^AADSTS65001: /);
    });
  });

  describe("shows on its own page, and tells nobody else, of", () => {
    const cases: readonly (readonly [string, Record<string, string | undefined>, string])[] = [
      ["no client", { client_id: undefined }, "900144"],
      ["an unknown client", { client_id: "0fcf3cd9-8a1a-44a3-8f4b-3a5a7b1f7a10" }, "700016"],
      ["another redirect URI", { redirect_uri: "https://evil.example/callback" }, "50011"],
      ["a redirect URI with a path behind it", { redirect_uri: `${redirectUri}/x` }, "50011"],
      ["a redirect URI in another case", { redirect_uri: redirectUri.toUpperCase() }, "50011"],
      ["a redirect URI with a query", { redirect_uri: `${redirectUri}?x=1` }, "50011"],
    ];
    for (const [what, changes, code] of cases) {
      it(what, async () => {
        const { app, browser } = setUp();
        const page = await browser.get(address(app, changes));
        assert.deepEqual([page.status, page.location, page.errorCode], [400, "", code]);
      });
    }

    it("an application that is disabled", async () => {
      const { app, browser } = setUp();
      app.principal.accountEnabled = false;
      assert.equal((await browser.get(address(app))).errorCode, "7000112");
    });

    it("a parameter that is there twice", async () => {
      const { app, browser } = setUp();
      assert.equal((await browser.get(`${address(app)}&redirect_uri=x`)).errorCode, "9000411");
    });

    it("a redirect URI left out where there are several, and takes the only one", async () => {
      const { app, browser } = setUp();
      const page = await browser.get(address(app, { redirect_uri: undefined }));
      answerIn(await browser.submit(page, typed), "?");
      app.application.web.redirectUris.push("https://other.example");
      assert.equal((await browser.get(address(app, { redirect_uri: undefined }))).errorCode, "900971");
    });

    it("consent that is missing", async () => {
      const { app, browser } = setUp("openid profile");
      const page = await browser.submit(await browser.get(address(app)), typed);
      assert.deepEqual([page.title, page.errorCode], ["Need admin approval", "65001"]);
    });

    it("a person who is not assigned, where the application requires it", async () => {
      const { tenants, app, user, browser } = setUp();
      app.principal.appRoleAssignmentRequired = true;
      assert.equal((await browser.submit(await browser.get(address(app)), typed)).errorCode, "50105");
      tenants.assign(tenants.entra, user.id, app);
      answerIn(await browser.get(address(app)), "?");
    });

    it("what it does not play, and notes it", async () => {
      const { tenants, app, browser } = setUp();
      for (const changes of [
        { claims: '{"id_token":{"acrs":{"essential":true}}}' },
        { request: "x" },
        { prompt: "consent" },
      ]) {
        assert.equal((await browser.get(address(app, changes))).errorCode, "90010");
      }
      assert.equal(tenants.refusals.length, 3);
    });
  });

  it("takes any port of localhost over plain HTTP, and of nothing else", async () => {
    const { app, browser } = setUp();
    app.application.web.redirectUris.splice(0, 1, "http://localhost/callback", "https://localhost:8443/callback");
    const status = async (uri: string) => (await browser.get(address(app, { redirect_uri: uri }))).status;
    assert.equal(await status("http://localhost:5000/callback"), 200);
    assert.equal(await status("http://localhost:5000/other"), 400);
    assert.equal(await status("http://localhost.evil.example/callback"), 400);
    assert.equal(await status("https://localhost:9999/callback"), 400);
  });

  it("gives ID tokens of version 1.0 at the v1.0 endpoint", async () => {
    const { tenants, app, browser } = setUp();
    const url = address(app, { response_type: "id_token", scope: "openid" }).replace("/v2.0/", "/");
    const answer = answerIn(await browser.submit(await browser.get(url), typed), "#");
    const claims = await tenants.claims(answer.get("id_token")!);
    assert.deepEqual(
      [claims.iss, claims["ver"], claims["upn"], claims["unique_name"], claims["family_name"]],
      [`https://sts.windows.net/${tenantId}/`, "1.0", "alice@acme.example", "alice@acme.example", "Archer"],
    );
  });
});

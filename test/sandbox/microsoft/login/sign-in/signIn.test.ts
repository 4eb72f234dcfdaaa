import assert from "node:assert/strict";
import type { Application } from "../../../../../sandbox/microsoft/state.ts";
import { attribute, Browser, type Shown } from "../support/Browser.ts";
import { LoginTenants, loginUrl, redirectUri, tenantId } from "../support/LoginTenants.ts";

const password = "correct-Horse-1";

describe("Entra ID's sign-in pages", () => {
  function setUp(changes: Partial<Application> = {}) {
    const tenants = new LoginTenants();
    const app = tenants.registerWebApp(changes);
    const user = tenants.addUser();
    const parameters = { client_id: app.application.appId, response_type: "code", redirect_uri: redirectUri };
    const query = new URLSearchParams({ ...parameters, scope: "openid profile email" }).toString();
    const url = `${loginUrl}/${tenantId}/oauth2/v2.0/authorize?${query}`;
    const browser = new Browser(tenants);
    return { tenants, app, user, browser, url };
  }

  const typed = { loginfmt: "alice@acme.example", passwd: password };
  const isBack = ({ status, location }: Shown) => status === 302 && location.startsWith(`${redirectUri}?code=`);

  it("are one page with labels, which works without scripts and lets nothing in", async () => {
    const { browser, url } = setUp();
    const page = await browser.get(`${url}&login_hint=alice%40acme.example`);
    const named = (name: string) => page.elements.filter(({ tagName }) => tagName === name);
    assert.equal(page.status, 200);
    assert.equal(named("h1").length, 1);
    assert.equal(named("script").length, 0);
    assert.equal(attribute(named("html")[0], "lang"), "en");
    assert.match(attribute(named("meta")[1], "content"), /width=device-width/);
    const visible = named("input").filter((input) => attribute(input, "type") !== "hidden");
    assert.deepEqual(
      visible.map((input) => [attribute(input, "id"), attribute(input, "type"), attribute(input, "autocomplete")]),
      [
        ["loginfmt", "email", "username"],
        ["passwd", "password", "current-password"],
      ],
    );
    assert.deepEqual(
      named("label").map((label) => attribute(label, "for")),
      ["loginfmt", "passwd"],
    );
    assert.equal(page.fields["loginfmt"], "alice@acme.example");
    assert.equal(page.action, `/${tenantId}/login`);
    assert.equal(/(?:src|href)=|url\(/.test(page.text), false);
    assert.match(
      String(page.headers["content-security-policy"]),
      /^default-src 'none'; base-uri 'none'; frame-ancestors 'none'; /,
    );
    assert.equal(page.headers["x-frame-options"], "DENY");
  });

  it("show what came from outside as text", async () => {
    const { browser, url } = setUp({ displayName: `<img src=x onerror="alert(1)">` });
    const page = await browser.get(`${url}&login_hint=${encodeURIComponent(`"><script>x</script>`)}`);
    assert.equal(
      page.elements.some(({ tagName }) => tagName === "img" || tagName === "script"),
      false,
    );
    assert.equal(page.fields["loginfmt"], `"><script>x</script>`);
  });

  it("set cookies that no script reads, the session's with the sign-in alone", async () => {
    const { browser, url } = setUp();
    const page = await browser.get(url);
    assert.match(
      String(page.headers["set-cookie"]),
      /^__Host-esctx=[^;]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    const back = await browser.submit(page, typed);
    assert.ok(isBack(back));
    assert.match(String(back.headers["set-cookie"]), /^ESTSAUTH=[^;]{96}; Path=\/; Secure; HttpOnly; SameSite=None$/);
  });

  it("give each sign-in a session of its own", async () => {
    const { tenants, browser, url } = setUp();
    const page = await browser.get(url);
    await browser.submit(page, typed);
    const first = browser.cookies.get("ESTSAUTH");
    await browser.submit(page, typed);
    assert.notEqual(browser.cookies.get("ESTSAUTH"), first);
    assert.equal(Object.keys(tenants.entra.sessions).length, 2);
  });

  for (const [what, changes, code, field] of [
    ["an unknown user", { loginfmt: "nobody@acme.example" }, "50034", "loginfmt"],
    ["a wrong password", { passwd: "wrong" }, "50126", "passwd"],
    ["an empty form", { loginfmt: "", passwd: "" }, "50034", "loginfmt"],
  ] as const) {
    it(`tell ${what}, and keep the user name`, async () => {
      const { tenants, browser, url } = setUp();
      const page = await browser.submit(await browser.get(url), { ...typed, ...changes });
      assert.deepEqual([page.status, page.errorCode], [200, code]);
      const wrong = page.elements.find((element) => attribute(element, "aria-invalid") === "true");
      assert.equal(attribute(wrong, "name"), field);
      assert.equal(page.fields["passwd"], "");
      assert.deepEqual(tenants.entra.sessions, {});
      assert.ok(isBack(await browser.submit(page, typed)));
    });
  }

  it("tell a disabled account, to whom knows its password", async () => {
    const { user, browser, url } = setUp();
    user.accountEnabled = false;
    const page = await browser.get(url);
    assert.equal((await browser.submit(page, typed)).errorCode, "50057");
    assert.equal((await browser.submit(page, { ...typed, passwd: "wrong" })).errorCode, "50126");
  });

  it("take no form that another site sent", async () => {
    const { tenants, browser, url } = setUp();
    const page = await browser.get(url);
    assert.equal((await browser.submit(page, { ...typed, canary: "x".repeat(43) })).errorCode, "165900");
    const stranger = new Browser(tenants);
    assert.equal((await stranger.submit(page, typed)).errorCode, "165900");
    assert.equal((await stranger.submit(page, { ...typed, canary: "" })).errorCode, "165900");
    assert.equal((await browser.submit(page, { ...typed, ctx: "nonsense" })).errorCode, "9002313");
    assert.deepEqual(tenants.entra.sessions, {});
  });

  it("look at the authorization request again: a form changes nothing about where the answer may go", async () => {
    const { app, browser, url } = setUp();
    const page = await browser.get(url);
    const query = new URL(url).searchParams;
    query.set("redirect_uri", "https://evil.example");
    const ctx = `2.${Buffer.from(query.toString()).toString("base64url")}`;
    assert.equal((await browser.submit(page, { ...typed, ctx })).errorCode, "50011");
    app.application.web.redirectUris.splice(0);
    assert.equal((await browser.submit(page, typed)).errorCode, "50011");
  });

  it("open several requests side by side in one browser", async () => {
    const { browser, url } = setUp();
    const first = await browser.get(url);
    await browser.get(url);
    assert.ok(isBack(await browser.submit(first, typed)));
  });

  describe("for a password that somebody else set", () => {
    const fresh = "another-Battery-2";
    const change = { passwd: password, newpasswd: fresh, confirmnewpasswd: fresh };

    async function firstSignIn() {
      const set = setUp();
      set.user.forceChangePasswordNextSignIn = true;
      const page = await set.browser.submit(await set.browser.get(set.url), typed);
      return { ...set, page };
    }

    it("ask for another one, and take it", async () => {
      const { tenants, user, browser, page } = await firstSignIn();
      assert.equal(page.title, "Update your password");
      assert.deepEqual(Object.keys(page.fields), [
        "ctx",
        "canary",
        "loginfmt",
        "passwd",
        "newpasswd",
        "confirmnewpasswd",
      ]);
      assert.deepEqual(tenants.entra.sessions, {});
      tenants.clock.advance(5);
      assert.ok(isBack(await browser.submit(page, change)));
      assert.deepEqual([user.password, user.forceChangePasswordNextSignIn], [fresh, false]);
      assert.equal(user.passwordChanged, tenants.clock.now().toISOString());
    });

    for (const [what, changes, code] of [
      ["the wrong old one", { passwd: "wrong" }, "120000"],
      ["two that differ", { confirmnewpasswd: "other" }, "120002"],
      ["a short one", { newpasswd: "Ab1!", confirmnewpasswd: "Ab1!" }, "120002"],
      ["one of two kinds", { newpasswd: "lettersand123", confirmnewpasswd: "lettersand123" }, "120002"],
      ["the old one", { newpasswd: password, confirmnewpasswd: password }, "120002"],
      ["one with the user name", { newpasswd: "Alice-2026", confirmnewpasswd: "Alice-2026" }, "120003"],
      ["one of other letters", { newpasswd: "Übergrößen1", confirmnewpasswd: "Übergrößen1" }, "120002"],
    ] as const) {
      it(`take not ${what}`, async () => {
        const { tenants, user, browser, page } = await firstSignIn();
        const again = await browser.submit(page, { ...change, ...changes });
        assert.deepEqual([again.title, again.errorCode], ["Update your password", code]);
        assert.deepEqual([user.password, user.forceChangePasswordNextSignIn], [password, true]);
        assert.deepEqual(tenants.entra.sessions, {});
        assert.ok(isBack(await browser.submit(again, change)));
      });
    }

    it("end the sessions that the old one began", async () => {
      const { tenants, user, browser, url } = setUp();
      await browser.submit(await browser.get(url), typed);
      const elsewhere = new Browser(tenants);
      user.forceChangePasswordNextSignIn = true;
      await elsewhere.submit(await elsewhere.submit(await elsewhere.get(url), typed), change);
      assert.equal(Object.keys(tenants.entra.sessions).length, 1);
      assert.equal((await browser.get(url)).title, "Sign in");
    });
  });

  describe("end a session", () => {
    const logout = `${loginUrl}/${tenantId}/oauth2/v2.0/logout`;

    it("and go where a registration allows", async () => {
      const { tenants, browser, url } = setUp();
      await browser.submit(await browser.get(url), typed);
      const back = encodeURIComponent(redirectUri);
      const out = await browser.get(`${logout}?post_logout_redirect_uri=${back}&state=s%201`);
      assert.deepEqual([out.status, out.location], [302, `${redirectUri}?state=s+1`]);
      assert.equal(browser.cookies.has("ESTSAUTH"), false);
      assert.deepEqual(tenants.entra.sessions, {});
      assert.equal((await browser.get(url)).title, "Sign in");
    });

    it("and stay where it does not", async () => {
      const { browser } = setUp();
      for (const target of ["", "?post_logout_redirect_uri=https%3A%2F%2Fevil.example"]) {
        const out = await browser.get(`${logout}${target}`);
        assert.deepEqual([out.status, out.location, out.title], [200, "", "You signed out of your account"]);
      }
    });
  });
});

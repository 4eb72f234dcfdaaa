import assert from "node:assert/strict";
import { userPoolSettings } from "../../../../../sandbox/aws/cognito/idp/userPoolSettings.ts";
import type { User } from "../../../../../sandbox/aws/cognito/state.ts";
import { attribute } from "../../../support/PageBrowser.ts";
import { answerIn, callback, domainUrl, managedLogin, password, PoolDomain } from "./support/PoolDomain.ts";

describe("Cognito's login pages", () => {
  let domain: PoolDomain;
  beforeEach(() => {
    domain = new PoolDomain();
  });

  it("sign a person in and go back with a code and the state", async () => {
    domain.addUser();
    const { status, location, headers } = await domain.signIn(domain.addClient());
    assert.equal(status, 302);
    const { code, ...rest } = answerIn(location);
    assert.ok(location.startsWith(`${callback}?`));
    assert.match(code!, /^[0-9a-f-]{36}$/);
    assert.deepEqual(rest, { state: "s-1" });
    assert.match(
      String(headers["set-cookie"]),
      /^cognito=[\w-]{64}; Max-Age=3600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
  });

  it("are usable without a mouse, and load nothing from elsewhere", async () => {
    domain.addUser();
    const client = domain.addClient();
    const wrong = await domain.signIn(client, {}, domain.browser(), { password: "wrong" });
    const tags = (name: string) => wrong.elements.filter(({ tagName }) => tagName === name);
    assert.equal(attribute(tags("html")[0], "lang"), "en");
    assert.equal(tags("h1").length, 1);
    assert.equal(wrong.title, "Sign in with your email and password");
    assert.equal(attribute(tags("meta")[1], "content"), "width=device-width, initial-scale=1");
    const inputs = tags("input").filter((input) => attribute(input, "type") !== "hidden");
    assert.deepEqual(
      inputs.map((input) => [attribute(input, "name"), attribute(input, "type"), attribute(input, "autocomplete")]),
      [
        ["username", "text", "username"],
        ["password", "password", "current-password"],
      ],
    );
    assert.deepEqual(
      tags("label").map((label) => attribute(label, "for")),
      inputs.map((input) => attribute(input, "id")),
    );
    assert.equal(attribute(inputs[0], "value"), "alice@acme.example");
    assert.equal(attribute(inputs[1], "value"), "");
    assert.equal(attribute(inputs[1], "aria-describedby"), "error");
    assert.deepEqual([...tags("link"), ...tags("img"), ...tags("script")], []);
    const policy = String(wrong.headers["content-security-policy"]);
    assert.match(
      policy,
      /^default-src 'none'; .*frame-ancestors 'none'; form-action 'self' https:\/\/portal\.acme\.example;/,
    );
    assert.equal(wrong.headers["x-frame-options"], "DENY");
  });

  it("escape what a request put into them", async () => {
    const hint = '"><script>alert(1)</script>';
    const page = await domain.browser().get(domain.authorizeUrl(domain.addClient(), { login_hint: hint }, "/login"));
    assert.equal(page.fields["username"], hint);
    assert.equal(page.elements.filter(({ tagName }) => tagName === "script").length, 0);
  });

  for (const [what, changes, typed, text] of [
    ["a wrong password", {}, { password: "wrong" }, "Incorrect username or password."],
    ["nobody", {}, { username: "bob@acme.example" }, "Incorrect username or password."],
    ["a disabled account", { enabled: false }, {}, "User is disabled."],
    ["a disabled account's wrong password", { enabled: false }, { password: "no" }, "Incorrect username or password."],
    ["an account that was not confirmed", { status: "UNCONFIRMED" }, {}, "User is not confirmed."],
    ["one whose password was reset", { status: "RESET_REQUIRED" }, {}, "Password reset required for the user"],
    [
      "an account of another provider",
      { status: "EXTERNAL_PROVIDER", password: undefined },
      {},
      "Incorrect username or password.",
    ],
  ] as const) {
    it(`let nobody in with ${what}`, async () => {
      domain.addUser(changes as Partial<User>);
      const browser = domain.browser();
      const page = await domain.signIn(domain.addClient(), {}, browser, typed);
      assert.equal(page.status, 200);
      assert.ok(page.text.includes(`>${text}</p>`), page.text);
      assert.equal(browser.cookies.has("cognito"), false);
      assert.deepEqual(domain.pool.codes, {});
    });
  }

  it("tell that there is no such user where the client does not keep that to itself", async () => {
    const page = await domain.signIn(domain.addClient({ PreventUserExistenceErrors: "LEGACY" }));
    assert.ok(page.text.includes("User does not exist."));
  });

  it("lock out after five failures, twice as long each time, right passwords included", async () => {
    domain.addUser();
    const client = domain.addClient();
    const attempt = async (typed = "wrong") => {
      const { location, text } = await domain.signIn(client, {}, domain.browser(), { password: typed });
      if (location !== "") return "in";
      return text.includes("Password attempts exceeded") ? "locked" : "wrong";
    };
    for (let i = 0; i < 5; i++) assert.equal(await attempt(), "wrong");
    assert.equal(await attempt(password), "locked");
    domain.cloud.clock.advance(1);
    assert.equal(await attempt(), "wrong");
    domain.cloud.clock.advance(1);
    assert.equal(await attempt(), "locked");
    domain.cloud.clock.advance(1);
    assert.equal(await attempt(password), "in");
    for (let i = 0; i < 4; i++) assert.equal(await attempt(), "wrong");
    assert.equal(await attempt(password), "in");
    for (let i = 0; i < 5; i++) assert.equal(await attempt(), "wrong");
    domain.cloud.clock.advance(901);
    for (let i = 0; i < 4; i++) assert.equal(await attempt(), "wrong");
    assert.equal(await attempt(password), "in");
  });

  it("take no form that another site sent", async () => {
    domain.addUser();
    const client = domain.addClient();
    const url = domain.authorizeUrl(client, {}, "/login");
    const fields = { username: "alice@acme.example", password };
    const blank = await domain.browser().post(url, fields);
    assert.equal(answerIn(blank.location)["error_description"], "Invalid CSRF token");
    const browser = domain.browser();
    await browser.get(url);
    const other = await browser.post(url, { ...fields, _csrf: "another" });
    assert.equal(answerIn(other.location)["error_description"], "Invalid CSRF token");
    assert.equal(browser.cookies.has("cognito"), false);
  });

  it("offer to go on with a session", async () => {
    const user = domain.addUser();
    const client = domain.addClient();
    const browser = domain.browser();
    await domain.signIn(client, {}, browser);
    const page = await browser.get(domain.authorizeUrl(client, {}, "/login"));
    const link = page.elements.find(({ tagName }) => tagName === "a");
    assert.ok(page.text.includes(`Sign in as ${user.sub}`));
    assert.ok(answerIn((await browser.get(`${domainUrl}${attribute(link, "href")}`)).location)["code"]);
  });

  it("offer no password to a client without the pool's own directory", async () => {
    domain.addUser();
    const client = domain.addClient({ SupportedIdentityProviders: ["Entra"] });
    const browser = domain.browser();
    const page = await browser.get(domain.authorizeUrl(client, {}, "/login"));
    assert.equal(page.action, "");
    const csrf = browser.cookies.get("XSRF-TOKEN")!;
    const fields = { username: "alice@acme.example", password, _csrf: csrf };
    const { location } = await browser.post(domain.authorizeUrl(client, {}, "/login"), fields);
    assert.match(location, /\/error\?error=invalid_request/);
  });

  it("of managed login are not there until the client has a branding style", async () => {
    domain = new PoolDomain({}, { domain: managedLogin });
    domain.addUser();
    const client = domain.addClient();
    domain.brand(domain.addClient());
    const browser = domain.browser();
    const page = await browser.get(domain.authorizeUrl(client, {}, "/login"));
    assert.deepEqual([page.status, page.title, page.action], [403, "Login pages unavailable", ""]);
    domain.brand(client);
    const shown = await browser.get(domain.authorizeUrl(client, {}, "/login"));
    assert.deepEqual([shown.status, shown.title], [200, "Sign in"]);
  });

  it("refuse and list a pool that requires a second factor", async () => {
    domain = new PoolDomain({}, { settings: { ...userPoolSettings.parse({}), MfaConfiguration: "ON" } });
    domain.addUser();
    const { location } = await domain.signIn(domain.addClient());
    assert.match(location, /\/error\?/);
    assert.deepEqual(
      domain.cloud.refusals.map(({ reason }) => reason),
      ["the sandbox has no pages for a second factor, which this pool requires"],
    );
  });

  describe("for a temporary password", () => {
    const temporary = (set = 0) => ({
      status: "FORCE_CHANGE_PASSWORD" as const,
      password: { value: "Temporary-1", temporary: true, set: domain.seconds + set },
    });
    const typed = { password: "Temporary-1" };

    it("ask for another one, and take it", async () => {
      const user = domain.addUser(temporary());
      const client = domain.addClient();
      const browser = domain.browser();
      const page = await domain.signIn(client, {}, browser, typed);
      assert.equal(page.title, "Change password");
      assert.equal(browser.cookies.has("cognito"), false);
      const fresh = { new_password: "fresh-Horse-2", confirm_password: "fresh-Horse-2" };
      const done = await browser.submit(page, fresh);
      assert.ok(answerIn(done.location)["code"]);
      assert.equal(user.status, "CONFIRMED");
      assert.deepEqual(user.password, { value: "fresh-Horse-2", temporary: false, set: domain.seconds });
      assert.ok((await domain.signIn(client, {}, domain.browser(), typed)).text.includes("Incorrect username"));
      assert.ok(
        answerIn((await domain.signIn(client, {}, domain.browser(), { password: "fresh-Horse-2" })).location)["code"],
      );
      // The form is taken once.
      assert.ok((await browser.submit(page, fresh)).text.includes("Invalid session for the user."));
    });

    for (const [what, fresh, again, text] of [
      ["one too short", "aB1-", "aB1-", "Password did not conform with policy: Password not long enough"],
      [
        "one without symbols",
        "freshHorse2",
        "freshHorse2",
        "Password did not conform with policy: Password must have symbol characters",
      ],
      ["two that differ", "fresh-Horse-2", "fresh-Horse-3", "Passwords do not match."],
    ] as const) {
      it(`take not ${what}, and ask again`, async () => {
        const user = domain.addUser(temporary());
        const browser = domain.browser();
        const page = await domain.signIn(domain.addClient(), {}, browser, typed);
        const again_ = await browser.submit(page, { new_password: fresh, confirm_password: again });
        assert.ok(again_.text.includes(text), again_.text);
        assert.equal(user.status, "FORCE_CHANGE_PASSWORD");
        const done = await browser.submit(again_, { new_password: "fresh-Horse-2", confirm_password: "fresh-Horse-2" });
        assert.ok(answerIn(done.location)["code"]);
      });
    }

    it("take it only in time, and of an account that is still waiting", async () => {
      const user = domain.addUser(temporary());
      const client = domain.addClient();
      const fresh = { new_password: "fresh-Horse-2", confirm_password: "fresh-Horse-2" };
      const browser = domain.browser();
      const late = await domain.signIn(client, {}, browser, typed);
      domain.cloud.clock.advance(300);
      assert.ok((await browser.submit(late, fresh)).text.includes("Invalid session for the user."));
      const page = await domain.signIn(client, {}, browser, typed);
      user.enabled = false;
      assert.ok((await browser.submit(page, fresh)).text.includes("Invalid session for the user."));
      assert.equal(user.status, "FORCE_CHANGE_PASSWORD");
    });

    it("let nobody in once it has expired", async () => {
      domain.addUser(temporary(-7 * 86_400));
      const page = await domain.signIn(domain.addClient(), {}, domain.browser(), typed);
      assert.ok(page.text.includes("Temporary password has expired and must be reset by an administrator."));
    });
  });
});

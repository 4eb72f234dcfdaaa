import assert from "node:assert/strict";
import { generateKeyPair } from "jose";
import { Browser, locationOf } from "../support/Browser.ts";
import { FakeEntra } from "../support/FakeEntra.ts";
import { JumpCloudOrg, tenantId, type Answer, type JumpCloudObject } from "../support/JumpCloudOrg.ts";

const loginUrl = "https://console.jumpcloud.com/login";
const callbackUrl = "https://login.jumpcloud.com/oauth/callback";

describe("signing in to JumpCloud by an identity provider", () => {
  let org: JumpCloudOrg;
  let entra: FakeEntra;
  let browser: Browser;
  let alice: JumpCloudObject;
  let group: JumpCloudObject;
  let provider: JumpCloudObject;

  beforeEach(async () => {
    org = new JumpCloudOrg({ fetch: (request) => entra.respond(request) });
    entra = await FakeEntra.create(org.clock);
    browser = new Browser(org);
    provider = await org.createIdentityProvider();
    group = await org.createGroup();
    alice = await org.createUser({ firstname: "Alice", lastname: "Archer" });
    await org.ask("POST", `/api/v2/usergroups/${group.id}/members`, { op: "add", type: "user", id: alice.id });
    const policy = { name: "entra", identityProviderId: provider.id, groupIds: [group.id] };
    await org.ask("POST", "/.sandbox/routing-policies", policy);
  });

  /** Enters an email at JumpCloud and signs in at Entra with the claims given. */
  async function signIn(claims: Record<string, unknown>, email = "alice@acme.example"): Promise<Answer<unknown>> {
    const sent = await browser.enterEmail(email);
    assert.equal(sent.status, 302, sent.text);
    const answer = entra.authorize(locationOf(sent), claims);
    return browser.get(`${callbackUrl}?${new URLSearchParams(answer).toString()}`);
  }

  async function assertRefused(answer: Answer<unknown>, status: number, reason: RegExp): Promise<void> {
    assert.equal(answer.status, status, answer.text);
    assert.match(/role="alert">([^<]*)</.exec(answer.text)?.[1] ?? "", reason);
    const console = await browser.get("https://console.jumpcloud.com/userconsole");
    assert.deepEqual([console.status, console.headers["location"]], [302, "/login"]);
  }

  it("asks for the company email, on a page that says what it is", async () => {
    const page = await browser.get(loginUrl);
    assert.match(page.text, /<html lang="en">/);
    assert.match(page.text, /<title>User Portal Login<\/title>/);
    assert.match(page.text, /<label for="email">Company Email<\/label>\n<input id="email" name="email" type="email"/);
    assert.match(String(page.headers["content-security-policy"]), /default-src 'none'/);
  });

  it("sends who is routed to the tenant's authorization endpoint", async () => {
    const sent = await browser.enterEmail("Alice@ACME.example");
    const target = new URL(locationOf(sent));
    assert.equal(
      target.origin + target.pathname,
      `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/authorize`,
    );
    const { state, nonce, ...rest } = Object.fromEntries(target.searchParams);
    assert.deepEqual(rest, {
      client_id: "the-client-id",
      response_type: "code",
      redirect_uri: callbackUrl,
      scope: "openid email profile",
      login_hint: "alice@acme.example",
    });
    assert.match(`${state} ${nonce}`, /^[\w-]{43} [\w-]{43}$/);
  });

  it("ends at the console of the user whose company email it is", async () => {
    const answer = await signIn({ email: "ALICE@acme.example" });
    assert.deepEqual([answer.status, locationOf(answer)], [302, "https://console.jumpcloud.com/userconsole"]);
    const page = await browser.get(locationOf(answer));
    assert.equal(page.status, 200);
    assert.match(
      page.text,
      /Signed in as <strong>Alice Archer<\/strong> \(<span id="email">alice@acme\.example<\/span>\)/,
    );
    const [form] = entra.tokenRequests;
    assert.deepEqual(Object.fromEntries(form ?? []), {
      grant_type: "authorization_code",
      code: "code-0",
      redirect_uri: callbackUrl,
      client_id: "the-client-id",
      client_secret: "the-client-secret",
    });
    assert.deepEqual(org.refusals, []);
    org.clock.advance(3600);
    assert.equal((await browser.get(locationOf(answer))).status, 302);
  });

  it("takes the answer by a form too", async () => {
    const sent = await browser.enterEmail("alice@acme.example");
    const answer = await browser.post(callbackUrl, entra.authorize(locationOf(sent), { email: "alice@acme.example" }));
    assert.equal(locationOf(answer), "https://console.jumpcloud.com/userconsole");
  });

  it("shows the page for JumpCloud's own password to whoever is not routed, known or not", async () => {
    await org.createUser({ username: "bob", email: "bob@acme.example" });
    for (const email of ["bob@acme.example", "nobody@acme.example"]) {
      const page = await browser.enterEmail(email);
      assert.equal(page.status, 200);
      assert.match(page.text, /<title>JumpCloud password<\/title>/);
    }
    await org.ask("DELETE", "/.sandbox/routing-policies/entra");
    assert.equal((await browser.enterEmail("alice@acme.example")).status, 200);
    assert.deepEqual(entra.tokenRequests, []);
  });

  it("signs in by JumpCloud's own password who is activated and not routed", async () => {
    await org.createUser({ username: "bob", email: "bob@acme.example", password: "bobs-Password-1" });
    await org.ask("PUT", `/api/systemusers/${alice.id}`, { password: "alices-Password-1" });
    const enter = async (email: string, password: string): Promise<Answer<unknown>> => {
      await browser.enterEmail("bob@acme.example");
      const csrf = await browser.jar.getCookieString(loginUrl);
      return browser.post(`${loginUrl}/password`, {
        csrf: csrf.replace(/.*jc_login=([\w-]+).*/, "$1"),
        email,
        password,
      });
    };
    for (const [email, password] of [
      ["bob@acme.example", "wrong"],
      ["bob@acme.example", ""],
      ["nobody@acme.example", "bobs-Password-1"],
      ["alice@acme.example", "alices-Password-1"],
    ] as const) {
      const refused = await enter(email, password);
      assert.equal(refused.status, 401, email);
      assert.match(refused.text, /role="alert" data-error-code="password">Your email or password is incorrect\.</);
    }
    const answer = await enter("Bob@acme.example", "bobs-Password-1");
    assert.deepEqual([answer.status, locationOf(answer)], [302, "https://console.jumpcloud.com/userconsole"]);
    assert.match((await browser.get(locationOf(answer))).text, /<span id="email">bob@acme\.example/);
    assert.deepEqual(org.refusals, []);
  });

  it("refuses a form of another browser, and an email that is none", async () => {
    await browser.get(loginUrl);
    const forged = await browser.post(loginUrl, { email: "alice@acme.example", csrf: "made-up" });
    assert.equal(forged.status, 403);
    const blank = await browser.enterEmail(" ");
    assert.equal(blank.status, 400);
    assert.match(blank.text, /role="alert"/);
  });

  describe("is refused, and leaves nobody signed in,", () => {
    for (const [what, claims, reason] of [
      [
        "an email that no JumpCloud user has",
        { email: "mallory@acme.example" },
        /No JumpCloud user has the company email/,
      ],
      ["no email", {}, /no email claim/],
      ["another audience", { email: "alice@acme.example", aud: "another" }, /unexpected .*aud.* claim value/],
      [
        "another issuer",
        { email: "alice@acme.example", iss: "https://sts.windows.net/x/" },
        /unexpected .*iss.* claim value/,
      ],
      ["another nonce", { email: "alice@acme.example", nonce: "another" }, /nonce/],
      ["no nonce", { email: "alice@acme.example", nonce: undefined }, /missing required .*nonce.* claim/],
      [
        "another tenant",
        { email: "alice@acme.example", tid: "00000000-0000-0000-0000-000000000000" },
        /another tenant/,
      ],
      ["a time that is over", { email: "alice@acme.example", exp: 1 }, /exp.* claim timestamp check failed/],
    ] as const) {
      it(`for an ID token with ${what}`, async () => {
        await assertRefused(await signIn(claims), 403, reason);
      });
    }

    it("for an ID token that another key signed", async () => {
      entra.signWith = (await generateKeyPair("RS256")).privateKey;
      await assertRefused(await signIn({ email: "alice@acme.example" }), 403, /signature verification failed/);
    });

    it("for a person who is known but outside the routed group", async () => {
      await org.createUser({ username: "bob", email: "bob@acme.example" });
      await assertRefused(
        await signIn({ email: "bob@acme.example" }),
        403,
        /No routing policy sends bob@acme\.example/,
      );
    });

    it("for a person who left the routed group, or is suspended", async () => {
      const path = `/api/v2/usergroups/${group.id}/members`;
      const sent = await browser.enterEmail("alice@acme.example");
      await org.ask("POST", path, { op: "remove", type: "user", id: alice.id });
      const code = entra.authorize(locationOf(sent), { email: "alice@acme.example" });
      const callback = `${callbackUrl}?${new URLSearchParams(code).toString()}`;
      await assertRefused(await browser.get(callback), 403, /No routing policy/);
      await org.ask("POST", path, { op: "add", type: "user", id: alice.id });
      await org.ask("PUT", `/api/systemusers/${alice.id}`, { suspended: true });
      await assertRefused(await signIn({ email: "alice@acme.example" }), 403, /suspended/);
    });

    it("when the identity provider refuses", async () => {
      const sent = await browser.enterEmail("alice@acme.example");
      const { state } = entra.authorize(locationOf(sent), {});
      const error = new URLSearchParams({ state, error: "access_denied", error_description: "<b>AADSTS50105</b>" });
      const answer = await browser.get(`${callbackUrl}?${error.toString()}`);
      await assertRefused(answer, 403, /access_denied: &#60;b&#62;AADSTS50105/);
    });

    it("when JumpCloud's client secret is wrong, or was wiped by an update", async () => {
      entra.clientSecret = "rotated";
      await assertRefused(await signIn({ email: "alice@acme.example" }), 403, /invalid_client: AADSTS7000215/);
      const path = `/api/v2/identity-providers/${provider.id}`;
      await org.ask("PUT", path, await org.ask("GET", path));
      await assertRefused(await signIn({ email: "alice@acme.example" }), 403, /a blank one wiped it/);
    });

    it("when the identity provider cannot be reached", async () => {
      entra.down = true;
      const answer = await browser.enterEmail("alice@acme.example");
      await assertRefused(answer, 502, /login\.microsoftonline\.com gave no answer/);
    });

    it("when the discovery document is another issuer's, as those of a domain's name and of common are", async () => {
      entra.publishedIssuer = "https://login.microsoftonline.com/{tenantid}/v2.0";
      const answer = await browser.enterEmail("alice@acme.example");
      await assertRefused(answer, 502, /that of another issuer: https:\/\/login\.microsoftonline\.com\/\{tenantid\}/);
    });

    it("when the answer comes again, or belongs to no sign-in", async () => {
      const sent = await browser.enterEmail("alice@acme.example");
      const code = entra.authorize(locationOf(sent), { email: "mallory@acme.example" });
      const callback = `${callbackUrl}?${new URLSearchParams(code).toString()}`;
      await browser.get(callback);
      await assertRefused(await browser.get(callback), 400, /No sign-in is under way/);
      for (const state of ["made-up", "__proto__"]) {
        await assertRefused(await browser.get(`${callbackUrl}?code=x&state=${state}`), 400, /No sign-in is under way/);
      }
      assert.equal(entra.tokenRequests.length, 1);
    });

    it("when the answer comes to another browser, or too late", async () => {
      const sent = await browser.enterEmail("alice@acme.example");
      const code = new URLSearchParams(entra.authorize(locationOf(sent), { email: "alice@acme.example" })).toString();
      const other = new Browser(org);
      assert.equal((await other.get(`${callbackUrl}?${code}`)).status, 400);
      const again = await browser.enterEmail("alice@acme.example");
      const late = new URLSearchParams(entra.authorize(locationOf(again), { email: "alice@acme.example" })).toString();
      org.clock.advance(600);
      await assertRefused(await browser.get(`${callbackUrl}?${late}`), 400, /too long/);
      assert.deepEqual(entra.tokenRequests, []);
    });
  });
});

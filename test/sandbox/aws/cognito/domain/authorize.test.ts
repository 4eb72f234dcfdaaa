import assert from "node:assert/strict";
import { answerIn, callback, challenge, domainUrl, managedLogin, PoolDomain } from "./support/PoolDomain.ts";

describe("Cognito's authorization endpoint", () => {
  let domain: PoolDomain;
  beforeEach(() => {
    domain = new PoolDomain();
  });

  it("goes to the login page with the query as it is", async () => {
    const url = domain.authorizeUrl(domain.addClient(), { scope: "openid email", nonce: "n", login_hint: "a@b.c" });
    const { status, location } = await domain.browser().get(url);
    assert.equal(status, 302);
    assert.equal(location, url.replace("/oauth2/authorize", "/login"));
  });

  for (const [what, changes, expected] of [
    ["a redirect URI with a slash more", { redirect_uri: `${callback}/` }, "redirect_mismatch"],
    ["a redirect URI with a query", { redirect_uri: `${callback}?x=1` }, "redirect_mismatch"],
    ["another host", { redirect_uri: "https://evil.example/callback" }, "redirect_mismatch"],
    ["a client that there is not", { client_id: "nobody" }, "invalid_request"],
    ["a client with the name of what every object has", { client_id: "constructor" }, "invalid_request"],
    ["an identity provider that the client does not support", { identity_provider: "Entra" }, "invalid_request"],
    ["an identifier of no identity provider", { idp_identifier: "entra" }, "invalid_request"],
  ] as const) {
    it(`shows its own error page for ${what}`, async () => {
      const client = domain.addClient();
      const browser = domain.browser();
      const first = await browser.get(domain.authorizeUrl(client, changes));
      assert.equal(first.status, 302);
      assert.ok(first.location.startsWith(`${domainUrl}/error?error=${expected}&client_id=`), first.location);
      const page = await browser.get(first.location);
      assert.equal(page.status, 400);
      assert.equal(page.title, "An error was encountered with the requested page.");
      assert.equal(page.errorCode, expected);
    });
  }

  it("names the parameter that is missing where nobody can be told otherwise", async () => {
    const browser = domain.browser();
    const { location } = await browser.get(domain.authorizeUrl(domain.addClient(), { redirect_uri: undefined }));
    assert.match((await browser.get(location)).text, /Required String parameter &#39;redirect_uri&#39; is not present/);
  });

  it("shows its own error page for a parameter that is there twice", async () => {
    const url = `${domain.authorizeUrl(domain.addClient())}&state=other`;
    assert.equal(answerIn((await domain.browser().get(url)).location)["error"], "invalid_request");
  });

  it("shows its own error page for a client without OAuth", async () => {
    const client = domain.addClient({ AllowedOAuthFlowsUserPoolClient: false });
    assert.deepEqual(answerIn((await domain.browser().get(domain.authorizeUrl(client))).location), {
      error: "unauthorized_client",
      client_id: client.clientId,
      error_description: "Client is not enabled for OAuth2.0 flows.",
    });
  });

  for (const [what, changes, answer] of [
    ["no response type", { response_type: undefined }, { error: "invalid_request" }],
    ["another response type", { response_type: "id_token" }, { error: "invalid_request" }],
    ["a flow that the client lacks", { response_type: "token" }, { error: "unauthorized_client" }],
    ["a scope that the client lacks", { scope: "openid orders/read" }, { error_description: "invalid_scope" }],
    ["email without openid", { scope: "email" }, { error_description: "invalid_scope" }],
    ["a challenge without a method", { code_challenge: challenge }, { error: "invalid_request" }],
    ["the method plain", { code_challenge: challenge, code_challenge_method: "plain" }, { error: "invalid_request" }],
    ["a method without a challenge", { code_challenge_method: "S256" }, { error: "invalid_request" }],
    ["a challenge too short", { code_challenge: "short", code_challenge_method: "S256" }, { error: "invalid_request" }],
    ["an age that is none", { max_age: "soon" }, { error: "invalid_request" }],
  ] as const) {
    it(`tells the application of ${what}`, async () => {
      const { status, location } = await domain.browser().get(domain.authorizeUrl(domain.addClient(), changes));
      assert.equal(status, 302);
      assert.ok(location.startsWith(callback), location);
      assert.deepEqual(answerIn(location), { error: "invalid_request", state: "s-1", ...answer });
      // Answers to the implicit grant go into the fragment.
      assert.equal(new URL(location).hash !== "", "response_type" in changes && changes.response_type === "token");
    });
  }

  describe("with a session", () => {
    it("answers at once, to any client of the pool, for an hour and no longer", async () => {
      domain.addUser();
      const [first, second] = [domain.addClient(), domain.addClient()];
      const browser = domain.browser();
      await domain.signIn(first, {}, browser);
      domain.cloud.clock.advance(3599);
      assert.ok(answerIn((await browser.get(domain.authorizeUrl(second))).location)["code"]);
      domain.cloud.clock.advance(1);
      assert.ok((await browser.get(domain.authorizeUrl(second))).location.startsWith(`${domainUrl}/login?`));
    });

    it("asks again once the account is disabled, gone, or signed out everywhere", async () => {
      const client = domain.addClient();
      for (const end of ["disabled", "gone", "signed out"] as const) {
        const user = domain.addUser();
        const browser = domain.browser();
        await domain.signIn(client, {}, browser);
        if (end === "disabled") user.enabled = false;
        if (end === "signed out") user.signedOutBefore = domain.seconds + 1;
        if (end === "gone") Reflect.deleteProperty(domain.pool.users, user.sub);
        assert.ok((await browser.get(domain.authorizeUrl(client))).location.startsWith(`${domainUrl}/login?`), end);
        Reflect.deleteProperty(domain.pool.users, user.sub);
      }
    });

    it("asks again when the sign-in is older than the application wants", async () => {
      domain.addUser();
      const client = domain.addClient();
      const browser = domain.browser();
      await domain.signIn(client, {}, browser);
      domain.cloud.clock.advance(61);
      const { location } = await browser.get(domain.authorizeUrl(client, { max_age: "60" }));
      assert.ok(location.startsWith(`${domainUrl}/login?`));
      assert.ok(answerIn((await browser.get(domain.authorizeUrl(client, { max_age: "61" }))).location)["code"]);
    });

    it("overlooks prompt in the classic hosted UI", async () => {
      domain.addUser();
      const client = domain.addClient();
      const browser = domain.browser();
      await domain.signIn(client, {}, browser);
      assert.ok(answerIn((await browser.get(domain.authorizeUrl(client, { prompt: "login" }))).location)["code"]);
    });
  });

  describe("with managed login", () => {
    beforeEach(() => {
      domain = new PoolDomain({}, { domain: managedLogin });
      domain.addUser();
    });

    it("answers prompt=none without showing anything", async () => {
      const client = domain.addClient();
      domain.brand(client);
      const browser = domain.browser();
      const { location } = await browser.get(domain.authorizeUrl(client, { prompt: "none" }));
      assert.deepEqual(answerIn(location), { state: "s-1", error: "login_required" });
      await domain.signIn(client, {}, browser);
      assert.ok(answerIn((await browser.get(domain.authorizeUrl(client, { prompt: "none" }))).location)["code"]);
    });

    it("asks again for prompt=login, and begins another session", async () => {
      const client = domain.addClient();
      domain.brand(client);
      const browser = domain.browser();
      await domain.signIn(client, {}, browser);
      const before = browser.cookies.get("cognito");
      const { location } = await browser.get(domain.authorizeUrl(client, { prompt: "login" }));
      assert.ok(location.startsWith(`${domainUrl}/login?`));
      await domain.signIn(client, { prompt: "login" }, browser);
      assert.notEqual(browser.cookies.get("cognito"), before);
    });

    it("tells the application of a prompt that is none", async () => {
      const client = domain.addClient();
      for (const prompt of ["often", "none login"]) {
        const { location } = await domain.browser().get(domain.authorizeUrl(client, { prompt }));
        assert.equal(answerIn(location)["error"], "invalid_request");
      }
    });

    it("binds the access token to a resource", async () => {
      const client = domain.addClient();
      domain.brand(client);
      const tokens = await domain.tokens(client, { resource: "https://api.acme.example" });
      assert.equal((await domain.read(tokens.access_token)).claims.aud, "https://api.acme.example");
      const [, refreshed] = await domain.token(
        { grant_type: "refresh_token", refresh_token: tokens.refresh_token! },
        client,
      );
      const { access_token } = refreshed as { access_token: string };
      assert.equal((await domain.read(access_token)).claims.aud, "https://api.acme.example");
      assert.deepEqual(domain.cloud.refusals, []);
    });
  });

  it("refuses and lists resource binding where the domain has the classic pages", async () => {
    const url = domain.authorizeUrl(domain.addClient(), { resource: "https://api.acme.example" });
    assert.equal(answerIn((await domain.browser().get(url)).location)["error"], "invalid_request");
    assert.deepEqual(
      domain.cloud.refusals.map(({ path, reason }) => [path, reason]),
      [["/oauth2/authorize", "resource binding needs the code flow, managed login and the Essentials or Plus plan"]],
    );
  });

  it("gives tokens in the fragment, and no refresh token, for the implicit grant", async () => {
    domain.addUser();
    const client = domain.addClient({ AllowedOAuthFlows: ["implicit"] });
    const { location } = await domain.signIn(client, { response_type: "token", scope: "openid email", nonce: "n-1" });
    const { id_token, access_token, ...rest } = answerIn(location);
    assert.deepEqual(rest, { token_type: "Bearer", expires_in: "3600", state: "s-1" });
    assert.equal((await domain.read(id_token!)).claims["nonce"], "n-1");
    assert.equal((await domain.read(access_token!)).claims["scope"], "openid email");
    const without = await domain.signIn(
      domain.addClient({ AllowedOAuthFlows: ["implicit"], AllowedOAuthScopes: ["aws.cognito.signin.user.admin"] }),
      { response_type: "token" },
    );
    assert.equal(answerIn(without.location)["id_token"], undefined);
  });

  it("takes no other method, and lists paths that it does not have", async () => {
    assert.equal((await domain.form("/oauth2/authorize", {})).status, 405);
    assert.equal((await domain.browser().get(`${domainUrl}/oauth2/token`)).status, 405);
    assert.deepEqual(domain.cloud.refusals, []);
    assert.equal((await domain.browser().get(`${domainUrl}/signup`)).status, 404);
    assert.equal(domain.cloud.refusals.length, 1);
  });

  it("is not there for a prefix that no pool has", async () => {
    const { status } = await domain.cloud.ask("GET", "https://nobody.auth.eu-central-1.amazoncognito.com/login");
    assert.equal(status, 400);
    assert.deepEqual(
      domain.cloud.refusals.map(({ host }) => host),
      ["nobody.auth.eu-central-1.amazoncognito.com"],
    );
  });

  it("is at a custom domain too", async () => {
    domain.pool.customDomain = { domain: "login.acme.example", managedLoginVersion: 1, created: 0 };
    assert.equal(domain.cloud.vendor.owns("login.acme.example"), true);
    assert.equal(domain.cloud.vendor.owns("www.acme.example"), false);
    const url = domain.authorizeUrl(domain.addClient()).replace(domainUrl, "https://login.acme.example");
    const { location } = await domain.browser().get(url);
    assert.ok(location.startsWith("https://login.acme.example/login?"), location);
  });
});

import assert from "node:assert/strict";
import { answerIn, callback, domainUrl, PoolDomain, signedOut } from "./support/PoolDomain.ts";

describe("Cognito's logout endpoint", () => {
  let domain: PoolDomain;
  beforeEach(() => {
    domain = new PoolDomain();
    domain.addUser();
  });

  const logoutUrl = (query: Record<string, string>) => `${domainUrl}/logout?${new URLSearchParams(query).toString()}`;

  it("ends the session, and goes to a sign-out URL of the client", async () => {
    const client = domain.addClient();
    const browser = domain.browser();
    await domain.signIn(client, {}, browser);
    const session = browser.cookies.get("cognito")!;
    const { status, location } = await browser.get(
      logoutUrl({ client_id: client.clientId, logout_uri: signedOut, state: "s" }),
    );
    assert.deepEqual([status, location], [302, signedOut]);
    assert.equal(browser.cookies.has("cognito"), false);
    browser.cookies.set("cognito", session);
    assert.ok((await browser.get(domain.authorizeUrl(client))).location.startsWith(`${domainUrl}/login?`));
  });

  it("goes to no other address, and ends the session all the same", async () => {
    const client = domain.addClient();
    for (const logoutUri of [`${signedOut}/`, callback, "https://evil.example/", ""]) {
      const browser = domain.browser();
      await domain.signIn(client, {}, browser);
      const { location } = await browser.get(logoutUrl({ client_id: client.clientId, logout_uri: logoutUri }));
      assert.equal(location, `${domainUrl}/error?error=redirect_mismatch&client_id=${client.clientId}`);
      assert.equal((await browser.get(location)).status, 400);
      assert.equal(browser.cookies.has("cognito"), false);
    }
  });

  it("goes to the login page for a redirect URI, with all scopes of the client unless told otherwise", async () => {
    const client = domain.addClient();
    const query = { client_id: client.clientId, redirect_uri: callback, response_type: "code", state: "s" };
    const { location } = await domain.browser().get(logoutUrl(query));
    assert.ok(location.startsWith(`${domainUrl}/login?`));
    assert.deepEqual(answerIn(location), { ...query, scope: "openid email phone profile" });
    const narrow = await domain.browser().get(logoutUrl({ ...query, scope: "openid" }));
    assert.equal(answerIn(narrow.location)["scope"], "openid");
  });

  it("says what is missing, as it does where a client follows OpenID Connect's own logout", async () => {
    const client = domain.addClient();
    const browser = domain.browser();
    const query = { client_id: client.clientId, post_logout_redirect_uri: signedOut };
    const { location } = await browser.get(logoutUrl(query));
    assert.ok(location.startsWith(`${domainUrl}/error?`));
    assert.deepEqual(answerIn(location), query);
    assert.match((await browser.get(location)).text, /Required String parameter &#39;redirect_uri&#39; is not present/);
    const nobody = await browser.get(logoutUrl({ client_id: "nobody", logout_uri: signedOut }));
    assert.equal(answerIn(nobody.location)["error"], "invalid_request");
  });
});

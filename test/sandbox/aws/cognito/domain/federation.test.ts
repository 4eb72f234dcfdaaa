import assert from "node:assert/strict";
import { decodeJwt, type JWTPayload } from "jose";
import type { IdentityProvider, UserPool } from "../../../../../sandbox/aws/cognito/state.ts";
import { signToken } from "../../../../../sandbox/microsoft/login/tokens/signToken.ts";
import type { SandboxRequest, SandboxResponse } from "../../../../../sandbox/Vendor.ts";
import { Browser } from "../../../microsoft/login/support/Browser.ts";
import { LoginTenants, loginUrl, type Registered, tenantId } from "../../../microsoft/login/support/LoginTenants.ts";
import { start } from "../../support/AwsCloud.ts";
import { answerIn, callback, domainUrl, PoolDomain } from "./support/PoolDomain.ts";

const back = `${domainUrl}/oauth2/idpresponse`;

describe("signing in to a user pool with Entra ID", () => {
  let tenants: LoginTenants;
  let entra: Registered;
  /** Makes the ID token that Entra answers with from the right one's claims. */
  let forge: ((claims: JWTPayload) => Promise<string>) | undefined;
  /** What the userinfo endpoint answers instead: claims, or the status of a refusal. */
  let userInfo: JWTPayload | number | undefined;

  function poolWithEntra(changes: Partial<IdentityProvider> = {}, pool: Partial<UserPool> = {}): PoolDomain {
    const hosts = async (request: SandboxRequest) => forged(request, await tenants.vendor.respond(request));
    const domain = new PoolDomain({ hosts }, pool);
    domain.pool.identityProviders["Entra"] = {
      ...{ name: "Entra", type: "OIDC", identifiers: ["staff"], created: 0, lastModified: 0 },
      details: {
        client_id: entra.application.appId,
        client_secret: entra.secret,
        oidc_issuer: `${loginUrl}/${tenantId}/v2.0`,
        authorize_scopes: "openid profile email",
        attributes_request_method: "GET",
      },
      attributeMapping: { username: "sub", email: "email", name: "name" },
      ...changes,
    };
    return domain;
  }

  /** An answer of the token endpoint with another ID token, where there is one. */
  async function forged(request: SandboxRequest, answer: SandboxResponse): Promise<SandboxResponse> {
    if (userInfo !== undefined && request.url.pathname.endsWith("/userinfo")) {
      return typeof userInfo === "number" ? { status: userInfo } : { status: 200, body: JSON.stringify(userInfo) };
    }
    if (forge === undefined || !request.url.pathname.endsWith("/token")) return answer;
    const body = JSON.parse(String(answer.body)) as { id_token: string };
    return { ...answer, body: JSON.stringify({ ...body, id_token: await forge(decodeJwt(body.id_token)) }) };
  }

  /** Goes to Entra and comes back. */
  async function signIn(domain: PoolDomain, changes: Record<string, string> = {}, settings: object = {}) {
    const client = domain.addClient({ SupportedIdentityProviders: ["COGNITO", "Entra"], ...settings });
    const browser = domain.browser();
    const asked = await browser.get(domain.authorizeUrl(client, { identity_provider: "Entra", ...changes }));
    const microsoft = new Browser(tenants);
    const page = await microsoft.get(asked.location);
    const sent = await microsoft.submit(page, { loginfmt: "alice@acme.example", passwd: "correct-Horse-1" });
    return { client, browser, asked, sent, done: await browser.get(sent.location) };
  }

  beforeEach(() => {
    forge = undefined;
    userInfo = undefined;
    tenants = new LoginTenants(undefined, start);
    entra = tenants.registerWebApp({
      web: {
        redirectUris: [back],
        implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
      },
    });
    tenants.addUser();
  });

  it("makes the person an account, with the mapped attributes, and signs in", async () => {
    const domain = poolWithEntra();
    const { client, asked, done } = await signIn(domain, { scope: "openid email profile" });
    const { state, nonce, ...sent } = answerIn(asked.location);
    assert.match(`${state} ${nonce}`, /^[\w-]{64} [\w-]{43}$/);
    assert.deepEqual(sent, {
      ...{ client_id: entra.application.appId, redirect_uri: back },
      ...{ scope: "openid profile email", response_type: "code" },
    });
    assert.equal(answerIn(done.location)["state"], "s-1");
    const [user] = Object.values(domain.pool.users);
    assert.equal(user!.status, "EXTERNAL_PROVIDER");
    assert.match(user!.username, /^Entra_/);
    const { identities, ...attributes } = user!.attributes;
    assert.deepEqual(attributes, {
      ...{ sub: user!.sub, email: "alice@acme.example", email_verified: "false", name: "Alice Archer" },
    });
    const code = answerIn(done.location)["code"]!;
    const [, tokens] = await domain.token({ grant_type: "authorization_code", code, redirect_uri: callback }, client);
    const { id_token } = tokens as { id_token: string };
    const { claims } = await domain.read(id_token);
    assert.deepEqual(claims["identities"], JSON.parse(identities!));
    assert.deepEqual(claims["cognito:groups"], [`${domain.pool.id}_Entra`]);
    assert.equal(claims["nonce"], nonce);
  });

  it("takes from the userinfo endpoint what the ID token does not say, but not who it is", async () => {
    const attributeMapping = { username: "sub", email: "email", given_name: "given_name", picture: "picture" };
    const domain = poolWithEntra({ attributeMapping });
    await signIn(domain);
    const [user] = Object.values(domain.pool.users);
    const { given_name, picture } = user!.attributes;
    assert.deepEqual([given_name, picture], ["Alice", "https://graph.microsoft.com/v1.0/me/photo/$value"]);
    userInfo = { sub: "somebody-else", given_name: "Alicia" };
    await signIn(domain);
    assert.deepEqual(
      Object.values(domain.pool.users).map(({ username, attributes }) => [username, attributes["given_name"]]),
      [[user!.username, "Alicia"]],
    );
  });

  it("signs nobody in whom the userinfo endpoint refuses", async () => {
    const domain = poolWithEntra();
    userInfo = 403;
    const { done } = await signIn(domain);
    assert.match(answerIn(done.location)["error_description"] ?? "", /^Entra Error - 403/);
    assert.deepEqual(domain.pool.users, {});
  });

  it("brings the account up to date the next time, and uses the session that it began", async () => {
    const domain = poolWithEntra();
    await signIn(domain);
    Object.values(tenants.entra.users).find(({ mailNickname }) => mailNickname === "alice")!.displayName =
      "Alice Baker";
    const { client, browser } = await signIn(domain, { identity_provider: "", idp_identifier: "staff" });
    assert.deepEqual(
      Object.values(domain.pool.users).map(({ attributes }) => attributes["name"]),
      ["Alice Baker"],
    );
    assert.ok(answerIn((await browser.get(domain.authorizeUrl(client))).location)["code"]);
    const own = domain.addClient();
    assert.ok((await browser.get(domain.authorizeUrl(own))).location.startsWith(`${domainUrl}/login?`));
  });

  it("is offered on the login page", async () => {
    const domain = poolWithEntra();
    const client = domain.addClient({ SupportedIdentityProviders: ["COGNITO", "Entra"] });
    const page = await domain.browser().get(domain.authorizeUrl(client, {}, "/login"));
    assert.match(page.text, /href="\/oauth2\/authorize\?[^"]*identity_provider=Entra">Sign in with Entra</);
  });

  it("takes an answer once, in the browser that asked, within five minutes", async () => {
    const domain = poolWithEntra();
    const { browser, sent, done } = await signIn(domain);
    assert.ok(answerIn(done.location)["code"]);
    assert.match((await browser.get(sent.location)).location, /\/error\?error=invalid_request/);
    const client = domain.addClient({ SupportedIdentityProviders: ["Entra"] });
    const fresh = domain.browser();
    const { location } = await fresh.get(domain.authorizeUrl(client, { identity_provider: "Entra" }));
    const answer = `${back}?state=${answerIn(location)["state"] ?? ""}&error=access_denied`;
    assert.match((await domain.browser().get(answer)).location, /\/error\?error=invalid_request/);
    domain.cloud.clock.advance(300);
    assert.match((await fresh.get(answer)).location, /\/error\?error=invalid_request/);
    domain.cloud.clock.advance(-1);
    assert.ok((await fresh.get(answer)).location.startsWith(callback));
  });

  it("tells the application what Entra refused", async () => {
    const domain = poolWithEntra();
    const client = domain.addClient({ SupportedIdentityProviders: ["Entra"] });
    const browser = domain.browser();
    const { location } = await browser.get(domain.authorizeUrl(client, { identity_provider: "Entra" }));
    const { state = "" } = answerIn(location);
    const answer = await browser.get(`${back}?state=${state}&error=access_denied&error_description=No`);
    assert.deepEqual(answerIn(answer.location), {
      error_description: "Entra Error - No",
      ...{ state: "s-1", error: "invalid_request" },
    });
    domain.pool.identityProviders["Entra"]!.details["client_secret"] = "wrong";
    const { done } = await signIn(domain);
    assert.equal(answerIn(done.location)["error_description"], "Entra Error - 401 error getting token");
    assert.deepEqual(domain.pool.users, {});
  });

  it("refuses an attribute that the client may not write, and a required one that is not mapped", async () => {
    const locked = await signIn(poolWithEntra(), {}, { WriteAttributes: ["name"] });
    assert.equal(answerIn(locked.done.location)["error_description"], "user.email: Attribute cannot be updated.");
    const attribute = {
      name: "phone_number",
      dataType: "String",
      mutable: true,
      required: true,
      constraints: {},
    } as const;
    const lacking = await signIn(poolWithEntra({}, { schema: [attribute] }));
    assert.equal(answerIn(lacking.done.location)["error_description"], "attributes required: [phone_number]");
  });

  for (const [what, changes] of [
    ["for another client", { aud: "another" }],
    ["of another issuer", { iss: `${loginUrl}/another/v2.0` }],
    ["for another sign-in", { nonce: "another" }],
    ["that ran out", { exp: Math.floor(start.getTime() / 1000) - 61 }],
  ] as const) {
    it(`refuses an ID token ${what}`, async () => {
      const domain = poolWithEntra();
      forge = (claims) => signToken(tenants.entra, { ...claims, ...changes }, 2);
      const { done } = await signIn(domain);
      assert.match(answerIn(done.location)["error_description"]!, /^Bad id_token/);
      assert.deepEqual(domain.pool.users, {});
    });
  }

  it("refuses an ID token that somebody else signed", async () => {
    const domain = poolWithEntra();
    forge = (claims) => signToken({}, claims, 2);
    const { done } = await signIn(domain);
    assert.match(answerIn(done.location)["error_description"]!, /^Bad id_token/);
  });

  it("refuses and lists other kinds of identity providers", async () => {
    const domain = poolWithEntra({ type: "SAML" });
    const client = domain.addClient({ SupportedIdentityProviders: ["Entra"] });
    const { location } = await domain.browser().get(domain.authorizeUrl(client, { identity_provider: "Entra" }));
    assert.equal(answerIn(location)["error"], "invalid_request");
    assert.equal(domain.cloud.refusals.length, 1);
  });

  it("tells the application of an issuer that gives no answer", async () => {
    const domain = poolWithEntra();
    domain.pool.identityProviders["Entra"]!.details["oidc_issuer"] = `${loginUrl}/nobody/v2.0`;
    const client = domain.addClient({ SupportedIdentityProviders: ["Entra"] });
    const { location } = await domain.browser().get(domain.authorizeUrl(client, { identity_provider: "Entra" }));
    assert.deepEqual(answerIn(location), {
      error_description: "Connection to login.microsoftonline.com failed",
      ...{ state: "s-1", error: "invalid_request" },
    });
  });
});

import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { Browser } from "../support/Browser.ts";
import { type Answer, LoginTenants, loginUrl, redirectUri, refusal, tenantId } from "../support/LoginTenants.ts";

const verifier = "a-code-verifier-that-is-long-enough-for-everybody";
const pkce = {
  code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  code_challenge_method: "S256",
};

interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token?: string;
  readonly scope: string;
  readonly [member: string]: unknown;
}

describe("Entra ID's token endpoint, for people", () => {
  async function setUp(changes: Record<string, string> = {}, consent = "openid profile email User.Read") {
    const tenants = new LoginTenants();
    const app = tenants.registerWebApp({}, consent);
    const user = tenants.addUser();
    const parameters = {
      ...{ client_id: app.application.appId, response_type: "code", redirect_uri: redirectUri, nonce: "n-1" },
      ...{ scope: "openid profile email", ...changes },
    };
    const browser = new Browser(tenants);
    const query = new URLSearchParams(parameters).toString();
    const page = await browser.get(`${loginUrl}/${tenantId}/oauth2/v2.0/authorize?${query}`);
    const back = await browser.submit(page, { loginfmt: user.userPrincipalName, passwd: user.password });
    const code = new URL(back.location).searchParams.get("code") ?? "";
    const redeem = async (others: Record<string, string> = {}): Promise<Answer> =>
      tenants.token({
        ...{ grant_type: "authorization_code", code, redirect_uri: redirectUri },
        ...{ client_id: app.application.appId, client_secret: app.secret, ...others },
      });
    const refresh = async (refreshToken: string, others: Record<string, string> = {}): Promise<Answer> =>
      tenants.token({
        ...{ grant_type: "refresh_token", refresh_token: refreshToken },
        ...{ client_id: app.application.appId, client_secret: app.secret, ...others },
      });
    return { tenants, app, user, redeem, refresh };
  }

  const tokens = ({ status, text }: Answer): Tokens => {
    assert.equal(status, 200, text);
    return JSON.parse(text) as Tokens;
  };

  it("exchanges a code for an ID token, and an access token for Microsoft Graph", async () => {
    const { tenants, app, user, redeem } = await setUp();
    const { access_token, id_token, ...rest } = tokens(await redeem({ client_info: "1" }));
    assert.deepEqual(rest, {
      token_type: "Bearer",
      scope: "openid profile email",
      expires_in: 3599,
      ext_expires_in: 3599,
      client_info: Buffer.from(JSON.stringify({ uid: user.id, utid: tenantId })).toString("base64url"),
    });
    const id = await tenants.claims(id_token);
    assert.deepEqual(
      [id.aud, id["nonce"], id["email"], id["oid"]],
      [app.application.appId, "n-1", "alice@acme.example", user.id],
    );
    const access = await tenants.claims(access_token);
    assert.deepEqual(
      [access.aud, access["scp"], access["appid"], access["oid"], access["upn"], access["roles"]],
      [
        "https://graph.microsoft.com",
        "email openid profile",
        app.application.appId,
        user.id,
        user.userPrincipalName,
        undefined,
      ],
    );
    assert.notEqual(access.sub, id.sub);
  });

  it("asks for permissions of an API by name", async () => {
    const { tenants, redeem } = await setUp({ scope: "openid User.Read" });
    const { access_token, scope } = tokens(await redeem());
    assert.equal((await tenants.claims(access_token))["scp"], "User.Read openid");
    assert.equal(scope, "openid User.Read");
  });

  it("exchanges a code once", async () => {
    const { redeem } = await setUp();
    const [first, second] = await Promise.all([redeem(), redeem()]);
    assert.deepEqual([first.status, refusal(second)], [200, [400, "invalid_grant", 54005]]);
  });

  it("exchanges a code for ten minutes", async () => {
    const { tenants, redeem } = await setUp();
    tenants.clock.advance(600);
    assert.deepEqual(refusal(await redeem()), [400, "invalid_grant", 70008]);
  });

  it("binds a code to its challenge", async () => {
    const { redeem } = await setUp(pkce);
    assert.deepEqual(refusal(await redeem()), [400, "invalid_grant", 501481]);
    assert.deepEqual(refusal(await redeem({ code_verifier: `${verifier}x` })), [400, "invalid_grant", 501481]);
    tokens(await redeem({ code_verifier: verifier }));
  });

  it("takes no verifier without a challenge", async () => {
    const { redeem } = await setUp();
    assert.deepEqual(refusal(await redeem({ code_verifier: verifier })), [400, "invalid_grant", 501481]);
  });

  it("refuses a code that is not, another address, another client and another tenant", async () => {
    const { tenants, redeem } = await setUp();
    assert.deepEqual(refusal(await redeem({ code: "nonsense" })), [400, "invalid_grant", 70000]);
    assert.deepEqual(refusal(await redeem({ code: "toString" })), [400, "invalid_grant", 70000]);
    assert.deepEqual(refusal(await redeem({ code: "" })), [400, "invalid_request", 900144]);
    assert.deepEqual(refusal(await redeem({ redirect_uri: "https://x.example" })), [400, "invalid_grant", 500112]);
    const other = tenants.registerWebApp();
    const asOther = { client_id: other.application.appId, client_secret: other.secret };
    assert.deepEqual(refusal(await redeem(asOther)), [400, "invalid_grant", 70000]);
    const stranger = tenants.register(tenants.b2c, "stranger");
    const [code] = Object.keys(tenants.entra.codes);
    const answer = await tenants.form(`${loginUrl}/acmecustomers.onmicrosoft.com/oauth2/v2.0/token`, {
      ...{ grant_type: "authorization_code", code: code!, redirect_uri: redirectUri },
      ...{ client_id: stranger.application.appId, client_secret: stranger.secret },
    });
    assert.deepEqual(refusal(answer), [400, "invalid_grant", 700005]);
    tokens(await redeem());
  });

  it("wants the client's secret", async () => {
    const { redeem } = await setUp();
    assert.deepEqual(refusal(await redeem({ client_secret: "wrong" })), [401, "invalid_client", 7000215]);
  });

  it("looks at account and consent again", async () => {
    const { tenants, user, redeem } = await setUp();
    user.accountEnabled = false;
    assert.deepEqual(refusal(await redeem()), [400, "invalid_grant", 50057]);
    const second = await setUp();
    for (const id of Object.keys(second.tenants.entra.oauth2PermissionGrants)) {
      Reflect.deleteProperty(second.tenants.entra.oauth2PermissionGrants, id);
    }
    assert.deepEqual(refusal(await second.redeem()), [400, "invalid_grant", 65001]);
    assert.deepEqual(tenants.refusals, []);
  });

  describe("with offline_access", () => {
    const offline = { scope: "openid profile offline_access" };

    it("gives refresh tokens, which give others", async () => {
      const { tenants, user, redeem, refresh } = await setUp(offline);
      const first = tokens(await redeem());
      tenants.clock.advance(3600);
      const second = tokens(await refresh(first.refresh_token ?? ""));
      assert.notEqual(second.refresh_token, first.refresh_token);
      assert.equal((await tenants.claims(second.id_token))["oid"], user.id);
      assert.equal("nonce" in (await tenants.claims(second.id_token)), false);
      tokens(await refresh(first.refresh_token ?? ""));
    });

    it("takes them from their client alone, for ninety days, until the password changes", async () => {
      const { tenants, user, redeem, refresh } = await setUp(offline);
      const { refresh_token = "" } = tokens(await redeem());
      const other = tenants.registerWebApp();
      const asOther = { client_id: other.application.appId, client_secret: other.secret };
      assert.deepEqual(refusal(await refresh(refresh_token, asOther)), [400, "invalid_grant", 70000]);
      assert.deepEqual(refusal(await refresh(randomUUID())), [400, "invalid_grant", 70000]);
      tenants.clock.advance(1);
      user.passwordChanged = tenants.clock.now().toISOString();
      assert.deepEqual(refusal(await refresh(refresh_token)), [400, "invalid_grant", 50173]);
      tenants.clock.advance(90 * 86_400);
      const app = Object.values(tenants.entra.applications).find(({ displayName }) => displayName === "JumpCloud")!;
      app.passwordCredentials[0]!.endDateTime = "2027-01-01T00:00:00Z";
      assert.deepEqual(refusal(await refresh(refresh_token)), [400, "invalid_grant", 70008]);
    });

    it("gives none without it", async () => {
      const { redeem } = await setUp();
      assert.equal("refresh_token" in tokens(await redeem()), false);
    });
  });

  it("keeps no more than a thousand codes", async () => {
    const { tenants, app, user } = await setUp();
    const [entry] = Object.values(tenants.entra.codes);
    for (let index = 0; index < 1200; index++) tenants.entra.codes[`old-${index}`] = { ...entry! };
    const browser = new Browser(tenants);
    const query = new URLSearchParams({ client_id: app.application.appId, response_type: "code", scope: "openid" });
    const page = await browser.get(`${loginUrl}/${tenantId}/oauth2/v2.0/authorize?${query.toString()}`);
    await browser.submit(page, { loginfmt: user.userPrincipalName, passwd: user.password });
    assert.equal(Object.keys(tenants.entra.codes).length, 1000);
    tenants.clock.advance(601);
    const again = await browser.get(`${loginUrl}/${tenantId}/oauth2/v2.0/authorize?${query.toString()}`);
    assert.equal(again.status, 302);
    assert.equal(Object.keys(tenants.entra.codes).length, 1);
  });
});

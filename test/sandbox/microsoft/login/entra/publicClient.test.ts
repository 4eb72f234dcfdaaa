import assert from "node:assert/strict";
import { Browser } from "../support/Browser.ts";
import { type Answer, LoginTenants, loginUrl, redirectUri, refusal, tenantId } from "../support/LoginTenants.ts";

/** An application with a web address and one of a mobile and desktop application, and a secret. */
async function setUp() {
  const tenants = new LoginTenants();
  const app = tenants.registerWebApp(
    { rest: { publicClient: { redirectUris: ["http://localhost"] } } },
    "openid profile email offline_access",
  );
  const user = tenants.addUser();
  const client = { client_id: app.application.appId };
  const signIn = async (redirect_uri: string) => {
    const query = { ...client, redirect_uri, response_type: "code", scope: "openid offline_access" };
    const browser = new Browser(tenants);
    const target = `${loginUrl}/${tenantId}/oauth2/v2.0/authorize?${new URLSearchParams(query).toString()}`;
    const back = await browser.submit(await browser.get(target), {
      loginfmt: user.userPrincipalName,
      passwd: user.password,
    });
    const code = new URL(back.location).searchParams.get("code") ?? "";
    return (secret?: string): Promise<Answer> =>
      tenants.token({
        ...{ ...client, grant_type: "authorization_code", code, redirect_uri },
        ...(secret !== undefined && { client_secret: secret }),
      });
  };
  const refresh = (answer: Answer, secret?: string): Promise<Answer> => {
    const { refresh_token = "" } = JSON.parse(answer.text) as { refresh_token?: string };
    const grant = { ...client, grant_type: "refresh_token", refresh_token };
    return tenants.token({ ...grant, ...(secret !== undefined && { client_secret: secret }) });
  };
  return { app, signIn, refresh };
}

describe("Entra ID's public clients", () => {
  it("redeem codes and refresh tokens on any port of localhost without proof, and never with one", async () => {
    const { app, signIn, refresh } = await setUp();
    const redeem = await signIn("http://localhost:61234");
    assert.deepEqual(refusal(await redeem(app.secret)), [401, "invalid_client", 700025]);
    const tokens = await redeem();
    assert.equal(tokens.status, 200, tokens.text);
    assert.deepEqual(refusal(await refresh(tokens, app.secret)), [401, "invalid_client", 700025]);
    assert.equal((await refresh(tokens)).status, 200);
  });

  it("are none where the code came to a web address: it takes the secret, and so does its refresh token", async () => {
    const { app, signIn, refresh } = await setUp();
    const redeem = await signIn(redirectUri);
    assert.deepEqual(refusal(await redeem()), [401, "invalid_client", 7000218]);
    const tokens = await redeem(app.secret);
    assert.equal(tokens.status, 200, tokens.text);
    assert.deepEqual(refusal(await refresh(tokens)), [401, "invalid_client", 7000218]);
    assert.equal((await refresh(tokens, app.secret)).status, 200);
  });
});

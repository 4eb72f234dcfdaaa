import assert from "node:assert/strict";
import { startSandbox } from "../../sandbox/startSandbox.ts";
import { runLogin } from "../../scripts/lib/login/runLogin.ts";
import { password as dorasPassword } from "../sandbox/jumpcloud/support/OidcApp.ts";
import { loginUrl, tenantId } from "../sandbox/microsoft/login/support/LoginTenants.ts";
import { proxyClients } from "../sandbox/support/proxyClient.ts";
import { type EntraSandbox, startEntra } from "../scripts/login/support/entraSandbox.ts";
import { type JumpCloudSandbox, startJumpCloud } from "../scripts/login/support/jumpCloudSandbox.ts";
import { auditPage, Chromium, refusalsOf } from "./support/Chromium.ts";
import { focusOn, typeInto } from "./support/typeInto.ts";

const phone = { width: 360, height: 640 };

describe("Entra ID's sign-in pages, in Chromium on a phone", function () {
  this.timeout(120_000);
  let chromium: Chromium;
  let entra: EntraSandbox;

  before(async function () {
    entra = await startEntra(startSandbox);
    chromium = await Chromium.start(this, entra.sandbox);
  });
  afterEach(async () => chromium.closeTabs());
  after(async () => {
    await (chromium as Chromium | undefined)?.close();
    await entra.sandbox.close();
  });

  const authorizeUrl = (redirectUri = "http://localhost:61234"): string => {
    const query = { client_id: entra.appId, response_type: "code", redirect_uri: redirectUri, scope: "openid" };
    return `${loginUrl}/${tenantId}/oauth2/v2.0/authorize?${new URLSearchParams(query).toString()}`;
  };

  it("are accessible at a wrong password and at a forced change, and say what is wrong", async () => {
    const { page, errors } = await chromium.open(phone);
    const { userPrincipalName, password } = entra.tenants.addUser({
      ...{ userPrincipalName: "bob@acme.example", mail: "bob@acme.example", mailNickname: "bob" },
      forceChangePasswordNextSignIn: true,
    });
    await page.goto(authorizeUrl());
    assert.deepEqual(await auditPage(page), []);
    const fillIn = async (typed: string): Promise<void> => {
      await page.getByLabel("User name").fill(userPrincipalName);
      await page.getByLabel("Password").fill(typed);
      await page.keyboard.press("Enter");
    };
    await fillIn("wrong");
    await page.getByRole("alert").waitFor();
    await focusOn(page, "passwd");
    assert.deepEqual(await auditPage(page), []);
    await fillIn(password);
    await page.getByRole("heading", { name: "Update your password" }).waitFor();
    assert.deepEqual(await auditPage(page), []);
    assert.deepEqual(errors, []);
  });

  it("are accessible where they refuse the application", async () => {
    const { page } = await chromium.open(phone);
    await page.goto(authorizeUrl("https://elsewhere.example/"));
    assert.match((await page.getByRole("alert").textContent()) ?? "", /^AADSTS50011: /);
    assert.deepEqual(await auditPage(page), []);
  });
});

describe("JumpCloud's sign-in pages, in Chromium on a phone", function () {
  this.timeout(120_000);
  let chromium: Chromium;
  let jumpcloud: JumpCloudSandbox;
  const clientOf = proxyClients();

  before(async function () {
    jumpcloud = await startJumpCloud(startSandbox);
    chromium = await Chromium.start(this, jumpcloud.sandbox);
  });
  afterEach(async () => chromium.closeTabs());
  after(async () => {
    await (chromium as Chromium | undefined)?.close();
    await jumpcloud.sandbox.close();
  });

  it("sign in from the portal's tile, with npm run login behind it, by keyboard, each page accessible", async () => {
    const { page, errors } = await chromium.open(phone);
    const report = await runLogin(jumpcloud.outputs, {
      choice: { issuer: "jumpcloud" },
      fetch: clientOf(jumpcloud.sandbox) as unknown as typeof globalThis.fetch,
      signal: new AbortController().signal,
      note: () => undefined,
      openBrowser: async () => {
        await page.goto(jumpcloud.loginUrl);
        assert.deepEqual(await auditPage(page), []);
        await typeInto(page, "email", "dora@acme.example");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "JumpCloud password" }).waitFor();
        assert.deepEqual(await auditPage(page), []);
        await typeInto(page, "password", dorasPassword);
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Signed in" }).waitFor();
        return true;
      },
    });
    assert.equal(report.claims["email"], "dora@acme.example");
    assert.deepEqual(errors, []);
    assert.deepEqual(refusalsOf(jumpcloud.sandbox), []);
  });
});

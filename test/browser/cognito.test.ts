import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { startSandbox } from "../../sandbox/startSandbox.ts";
import {
  type CognitoSandbox,
  password,
  startCognito,
  temporaryPassword,
} from "../scripts/login/support/cognitoSandbox.ts";
import { auditPage, Chromium, refusalsOf } from "./support/Chromium.ts";
import { focusOn, typeInto } from "./support/typeInto.ts";

const phone = { width: 360, height: 640 };

for (const pages of ["managed", "classic"] as const) {
  describe(`the ${pages} pages of a user pool, in Chromium`, function () {
    this.timeout(120_000);
    let chromium: Chromium;
    let cognito: CognitoSandbox;
    let portal: Server;
    let origin: string;

    before(async function () {
      portal = createServer((_request, response) => {
        response.setHeader("content-type", "text/html");
        response.end("<!doctype html><title>Portal</title><h1>Portal</h1>");
      }).listen(0, "127.0.0.1");
      await once(portal, "listening");
      origin = `http://localhost:${(portal.address() as AddressInfo).port}`;
      const urls = { callbackUrl: `${origin}/callback`, logoutUrl: `${origin}/signed-out` };
      cognito = await startCognito(startSandbox, { pages, ...urls });
      chromium = await Chromium.start(this, cognito.sandbox);
    });
    afterEach(async () => chromium.closeTabs());
    after(async () => {
      await (chromium as Chromium | undefined)?.close();
      await cognito.sandbox.close();
      portal.close();
      portal.closeAllConnections();
    });

    const url = (path: string, parameters: Readonly<Record<string, string>>): string =>
      `${cognito.origin}${path}?${new URLSearchParams({ client_id: cognito.clientId, ...parameters }).toString()}`;
    const signInUrl = (more: Readonly<Record<string, string>> = {}): string =>
      url("/oauth2/authorize", {
        ...{ response_type: "code", redirect_uri: `${origin}/callback`, scope: "openid email", state: "s-1" },
        ...more,
      });

    async function fillIn(page: Page, name: string, secret: string): Promise<void> {
      await page.getByLabel("Email").fill(name);
      await page.getByLabel("Password", { exact: true }).fill(secret);
      await page.getByRole("button", { name: "Sign in" }).click();
    }

    async function assertSignedIn(page: Page): Promise<void> {
      await page.waitForURL(`${origin}/callback?*`);
      const answer = new URL(page.url()).searchParams;
      assert.equal(answer.get("state"), "s-1");
      assert.match(answer.get("code") ?? "", /^[0-9a-f-]{36}$/);
    }

    it("sign in a person with a password of their own", async () => {
      const { page, errors } = await chromium.open();
      await page.goto(signInUrl());
      await fillIn(page, "alice@acme.example", password);
      await assertSignedIn(page);
      assert.deepEqual(errors, []);
    });

    it("are used by keyboard alone: the focus is where typing begins, Tab leads on, Enter sends", async () => {
      const { page } = await chromium.open();
      await page.goto(signInUrl());
      await typeInto(page, "username", "alice@acme.example");
      await page.keyboard.press("Tab");
      await typeInto(page, "password", password);
      await page.keyboard.press("Tab");
      await page.locator("button:focus", { hasText: /^Sign in$/ }).waitFor();
      await page.keyboard.press("Shift+Tab");
      await focusOn(page, "password");
      await page.keyboard.press("Enter");
      await assertSignedIn(page);
    });

    it("say that a password is wrong, keep the name, and have the focus where it is typed again", async () => {
      const { page, errors } = await chromium.open();
      await page.goto(signInUrl());
      await fillIn(page, "alice@acme.example", "wrong");
      assert.equal(await page.getByRole("alert").textContent(), "Incorrect username or password.");
      assert.equal(await page.getByLabel("Email").inputValue(), "alice@acme.example");
      await focusOn(page, "password");
      assert.deepEqual(await auditPage(page), []);
      await typeInto(page, "password", password);
      await page.keyboard.press("Enter");
      await assertSignedIn(page);
      assert.deepEqual(errors, []);
    });

    it("have a temporary password changed, at phone width and by keyboard", async () => {
      const { page } = await chromium.open(phone);
      await page.goto(signInUrl());
      const chooseNew = async (secret: string): Promise<void> => {
        for (const name of ["new_password", "confirm_password"]) {
          await typeInto(page, name, secret);
          await page.keyboard.press("Tab");
        }
        await page.locator("button:focus").waitFor();
        await page.keyboard.press("Enter");
      };
      await fillIn(page, "bob@acme.example", temporaryPassword);
      await page.getByRole("heading", { name: /password/i }).waitFor();
      assert.deepEqual(await auditPage(page), []);
      await chooseNew("short");
      assert.match((await page.getByRole("alert").textContent()) ?? "", /password/i);
      assert.deepEqual(await auditPage(page), []);
      await chooseNew(password);
      await assertSignedIn(page);
    });

    it("are accessible and fit a phone's width", async () => {
      const { page, errors } = await chromium.open(phone);
      await page.goto(signInUrl());
      assert.deepEqual(await auditPage(page), []);
      await page.goto(signInUrl({ redirect_uri: "https://elsewhere.example/" }));
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.deepEqual(await auditPage(page), []);
      assert.deepEqual(errors, []);
    });

    it("keep who is signed in, until they sign out", async () => {
      const { page } = await chromium.open();
      await page.goto(signInUrl());
      await fillIn(page, "alice@acme.example", password);
      await assertSignedIn(page);
      await page.goto(signInUrl());
      await assertSignedIn(page);
      await page.goto(url("/logout", { logout_uri: `${origin}/signed-out` }));
      await page.waitForURL(`${origin}/signed-out`);
      await page.goto(signInUrl());
      assert.equal(await page.getByLabel("Password", { exact: true }).inputValue(), "");
      assert.deepEqual(refusalsOf(cognito.sandbox), []);
    });
  });
}

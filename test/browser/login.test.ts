import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startSandbox } from "../../sandbox/startSandbox.ts";
import { findEngine } from "../../scripts/lib/engine/findEngine.ts";
import { refreshSession } from "../../scripts/lib/login/refreshSession.ts";
import { runLogin } from "../../scripts/lib/login/runLogin.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { proxyClients } from "../sandbox/support/proxyClient.ts";
import { type CognitoSandbox, password, startCognito } from "../scripts/login/support/cognitoSandbox.ts";
import { freePort } from "../scripts/login/support/freePort.ts";
import { startScript } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { tokenShape } from "../support/tokenShape.ts";
import { auditPage, Chromium } from "./support/Chromium.ts";
import { importStack } from "./support/importStack.ts";
import { typeInto } from "./support/typeInto.ts";

const phone = { width: 360, height: 640 };

describe("npm run login, in Chromium", function () {
  this.timeout(120_000);
  let chromium: Chromium;
  let cognito: CognitoSandbox;
  let folder: TemporaryFolder;
  const clientOf = proxyClients();
  const fetchOf = () => clientOf(cognito.sandbox) as unknown as typeof globalThis.fetch;

  before(async function () {
    folder = await temporaryFolder();
    const callbackUrl = `http://localhost:${await freePort()}/callback`;
    cognito = await startCognito(startSandbox, { pages: "managed", callbackUrl });
    chromium = await Chromium.start(this, cognito.sandbox);
  });
  afterEach(async () => chromium.closeTabs());
  after(async () => {
    await (chromium as Chromium | undefined)?.close();
    await cognito.sandbox.close();
    await folder.remove();
  });

  async function signIn(page: Page, url: string): Promise<void> {
    await page.goto(url);
    await typeInto(page, "username", "alice@acme.example");
    await page.keyboard.press("Tab");
    await typeInto(page, "password", password);
    await page.keyboard.press("Enter");
    await page.waitForURL("http://localhost:*/callback?*");
  }

  it("signs in, shows the claims and no token, and keeps a session that gives fresh tokens", async function () {
    const { engine } = await findEngine();
    if (engine === undefined) {
      process.stdout.write("      skipped: there is no Pulumi engine\n");
      return this.skip();
    }
    const { sandbox, outputs } = cognito;
    const backend = await importStack(engine, outputs, folder);
    const [save, json] = [join(folder.path, "session.json"), join(folder.path, "claims.json")];
    const args = ["--stack", "test", "--issuer", "customers", "--no-browser", "--save", save, "--json", json];
    const environment = { ...sandbox.clientEnvironment, ...backend.environment };
    const script = startScript(["login", ...args], { env: clientProcessEnvironment(environment) });
    let said = "";
    script.child.stderr?.on("data", (text: string) => (said += text));
    await script.said("code_challenge_method=S256\n");
    const { page, errors } = await chromium.open();
    await signIn(page, /^https:.*$/m.exec(said)?.[0] ?? "");
    await page.getByRole("heading", { name: "Signed in" }).waitFor();
    const { code, stdout, stderr } = await script.finished;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Signed in at customers as alice@acme\.example\nID token, until /);
    assert.match(stdout, /\n {2}token_use: access\n/);
    for (const text of [stdout, stderr, await readFile(json, "utf8")]) assert.doesNotMatch(text, tokenShape);
    assert.equal((await stat(save)).mode & 0o777, 0o600);
    const fresh = await refreshSession(save, { outputs, fetch: fetchOf(), signal: new AbortController().signal });
    assert.equal(fresh.claims["email"], "alice@acme.example");
    assert.deepEqual(errors, []);
  });

  it("ends on a page that is accessible, fits a phone and tells nothing", async () => {
    const { page, errors } = await chromium.open(phone);
    const { signal } = new AbortController();
    await runLogin(cognito.outputs, {
      choice: { issuer: "customers" },
      ...{ fetch: fetchOf(), signal, note: () => undefined },
      openBrowser: async (url) => {
        await signIn(page, url);
        return true;
      },
    });
    await page.getByRole("heading", { name: "Signed in", exact: true }).waitFor();
    assert.equal(await page.locator("main").innerText(), "Signed in\n\nClose this window and go back to the terminal.");
    assert.deepEqual(await auditPage(page), []);
    assert.deepEqual(errors, []);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`ends on a readable page when it fails too, in ${colorScheme} colours`, async () => {
      const { page } = await chromium.open(phone);
      await page.emulateMedia({ colorScheme });
      const failing = runLogin(cognito.outputs, {
        choice: { issuer: "customers", scopes: ["openid", "phone"] },
        ...{ fetch: fetchOf(), signal: new AbortController().signal, note: () => undefined },
        openBrowser: async (url) => {
          await page.goto(url);
          return true;
        },
      });
      await assert.rejects(failing, { code: "VENDOR_REFUSED" });
      await page.getByRole("heading", { name: "Not signed in" }).waitFor();
      assert.match(
        await page.locator("main").innerText(),
        /^Not signed in\n\ncustomers refused the sign-in: invalid_request/,
      );
      assert.deepEqual(await auditPage(page), []);
    });
  }
});

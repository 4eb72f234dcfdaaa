import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { takeLock } from "../../../lib/takeLock.ts";
import type { LoginChoice } from "../../../scripts/lib/login/chooseLogin.ts";
import type { SignInReport } from "../../../scripts/lib/login/describeSignIn.ts";
import { refreshSession } from "../../../scripts/lib/login/refreshSession.ts";
import { runLogin } from "../../../scripts/lib/login/runLogin.ts";
import { readSession } from "../../../scripts/lib/login/Session.ts";
import { Browser, type Send } from "../../../scripts/lib/signIn/Browser.ts";
import { signIn, type SignInCredentials } from "../../../scripts/lib/signIn/signIn.ts";
import type { StackOutputs } from "../../../scripts/lib/stack/readStackOutputs.ts";
import { password as dorasPassword } from "../../sandbox/jumpcloud/support/OidcApp.ts";
import { tenantId } from "../../sandbox/microsoft/login/support/LoginTenants.ts";
import { proxyClients } from "../../sandbox/support/proxyClient.ts";
import { sandboxes } from "../../sandbox/support/sandboxes.ts";
import { temporaryFolders } from "../support/temporaryFolder.ts";
import { password, startCognito, temporaryPassword } from "./support/cognitoSandbox.ts";
import { startEntra } from "./support/entraSandbox.ts";
import { freePort } from "./support/freePort.ts";
import { startJumpCloud } from "./support/jumpCloudSandbox.ts";

const signal = new AbortController().signal;

describe("npm run login against the sandbox", () => {
  const start = sandboxes();
  const clientOf = proxyClients();
  const folder = temporaryFolders();

  interface Login {
    readonly outputs: StackOutputs;
    readonly fetch: typeof globalThis.fetch;
    readonly choice: Omit<LoginChoice, "keep">;
    /** The password's host is the authorization endpoint's unless it says another. */
    readonly credentials: Omit<SignInCredentials, "passwordHost"> & { readonly passwordHost?: string };
    readonly save?: string;
    /** Called when the browser has its last page. */
    readonly onPage?: (none: undefined) => void;
  }

  /** Runs the command, and plays the person: a browser that signs in, and takes the answer to this machine. */
  async function login({ outputs, fetch, choice, credentials, save, onPage }: Login): Promise<SignInReport> {
    const pages: string[] = [];
    const openBrowser = async (url: string): Promise<boolean> => {
      const send: Send = (address, init) => fetch(address, init);
      const browser = new Browser({ send, catches: ({ hostname }) => hostname === "localhost" });
      const passwordHost = new URL(url).hostname;
      const end = await signIn(browser, await browser.open(url), { passwordHost, ...credentials });
      assert.equal(end.kind, "caught", JSON.stringify(end));
      pages.push(await (await globalThis.fetch(end.url)).text());
      onPage?.(undefined);
      return true;
    };
    const report = await runLogin(outputs, { choice, save, fetch, signal, note: () => undefined, openBrowser });
    assert.match(pages.join(""), /<h1>Signed in<\/h1>/);
    return report;
  }

  const callback = async (): Promise<string> => `http://localhost:${await freePort()}/callback`;

  for (const pages of ["managed", "classic"] as const) {
    it(`signs in to a user pool with ${pages} pages, keeps the session, and refreshes it`, async () => {
      const { sandbox, outputs, clientId } = await startCognito(start, { pages, callbackUrl: await callback() });
      const fetch = clientOf(sandbox) as unknown as typeof globalThis.fetch;
      const save = join(await folder(), "session.json");
      const credentials = { userName: "alice@acme.example", password };
      const report = await login({ outputs, fetch, choice: { issuer: "customers" }, credentials, save });
      const { issuer } = outputs.trust.issuers["customers"]!;
      assert.deepEqual(
        [report.claims.iss, report.claims.aud, report.claims["email"], report.accessTokenClaims?.["client_id"]],
        [issuer, clientId, "alice@acme.example", clientId],
      );
      assert.deepEqual([...report.scopes].sort(), ["email", "openid", "profile"]);
      assert.equal((await stat(save)).mode & 0o777, 0o600);
      const session = await readSession(save);
      assert.deepEqual([session.issuer, session.client, session.subject], ["customers", "local", report.claims.sub]);
      assert.ok(!(await readFile(save, "utf8")).includes("accessToken"));
      const refreshed = await refreshSession(save, { outputs, fetch, signal });
      assert.equal(refreshed.claims.sub, report.claims.sub);
      assert.deepEqual(sandbox.refusals, []);
    });
  }

  it("keeps no session over a file that is none, and then nobody signs in for nothing", async () => {
    const { sandbox, outputs } = await startCognito(start, { pages: "managed", callbackUrl: await callback() });
    const fetch = clientOf(sandbox) as unknown as typeof globalThis.fetch;
    const save = join(await folder(), "notes.txt");
    await writeFile(save, "notes");
    const openBrowser = () => Promise.reject(new Error("a browser was opened"));
    const run = { choice: { issuer: "customers" }, save, fetch, signal, note: () => undefined, openBrowser };
    await assert.rejects(runLogin(outputs, run), { code: "USAGE", where: save });
    assert.equal(await readFile(save, "utf8"), "notes");
  });

  it("waits with the new session for who refreshes the old one", async () => {
    const { sandbox, outputs } = await startCognito(start, { pages: "managed", callbackUrl: await callback() });
    const fetch = clientOf(sandbox) as unknown as typeof globalThis.fetch;
    const save = join(await folder(), "session.json");
    const lock = await takeLock(`${save}.lock`);
    const credentials = { userName: "alice@acme.example", password };
    const signedIn = Promise.withResolvers<undefined>();
    const loggingIn = login({
      outputs,
      fetch,
      choice: { issuer: "customers" },
      credentials,
      save,
      onPage: signedIn.resolve,
    });
    await signedIn.promise;
    // The refresh's last act, before it gives the lock back.
    await writeFile(save, "the old one's");
    if ("release" in lock) await lock.release();
    const { claims } = await loggingIn;
    assert.equal((await readSession(save)).subject, claims.sub);
  });

  it("takes the forced change of a temporary password", async () => {
    const { sandbox, outputs } = await startCognito(start, { pages: "managed", callbackUrl: await callback() });
    const fetch = clientOf(sandbox) as unknown as typeof globalThis.fetch;
    const credentials = { userName: "bob@acme.example", password: temporaryPassword, newPassword: password };
    const report = await login({ outputs, fetch, choice: { issuer: "customers" }, credentials });
    assert.equal(report.claims["email"], "bob@acme.example");
  });

  it("shows Cognito's refusal of a scope that the client has not", async () => {
    const { sandbox, outputs } = await startCognito(start, { pages: "classic", callbackUrl: await callback() });
    const fetch = clientOf(sandbox) as unknown as typeof globalThis.fetch;
    const openBrowser = async (url: string): Promise<boolean> => {
      const send: Send = (address, init) => fetch(address, init);
      const visit = await new Browser({ send, catches: ({ hostname }) => hostname === "localhost" }).open(url);
      assert.equal(visit.kind, "caught", JSON.stringify(visit));
      await globalThis.fetch(visit.url);
      return true;
    };
    const choice = { issuer: "customers", scopes: ["openid", "phone"] };
    await assert.rejects(runLogin(outputs, { choice, fetch, signal, note: () => undefined, openBrowser }), {
      code: "VENDOR_REFUSED",
      message: "customers refused the sign-in: invalid_request: invalid_scope",
    });
  });

  it("signs in at JumpCloud, keeps the session and refreshes it, each time with another ID token", async () => {
    const { sandbox, outputs } = await startJumpCloud(start);
    const fetch = clientOf(sandbox) as unknown as typeof globalThis.fetch;
    const save = join(await folder(), "session.json");
    const passwordHost = "console.jumpcloud.com";
    const credentials = { userName: "dora@acme.example", password: dorasPassword, passwordHost };
    const report = await login({ outputs, fetch, choice: { issuer: "jumpcloud" }, credentials, save });
    assert.deepEqual(
      [report.claims.iss, report.claims["email"], report.accessTokenClaims],
      ["https://oauth.id.jumpcloud.com/", "dora@acme.example", undefined],
    );
    const ids = [report.claims.jti];
    for (let time = 0; time < 2; time += 1)
      ids.push((await refreshSession(save, { outputs, fetch, signal })).claims.jti);
    assert.equal(new Set(ids).size, 3, JSON.stringify(ids));
    assert.deepEqual(sandbox.refusals, []);
  });

  describe("with a public client of the tenant", () => {
    it("signs in at Entra ID on a free port of localhost, keeps the session and refreshes it", async () => {
      const { sandbox, appId, user, outputs } = await startEntra(start);
      const fetch = clientOf(sandbox) as unknown as typeof globalThis.fetch;
      const save = join(await folder(), "session.json");
      const credentials = { userName: user.userPrincipalName, password: user.password };
      const choice = { issuer: "company", clientId: appId };
      const report = await login({ outputs, fetch, choice, credentials, save });
      assert.deepEqual(
        [report.claims.aud, report.claims["tid"], report.client, report.accessTokenClaims?.["appidacr"]],
        [appId, tenantId, undefined, "0"],
      );
      const first = await readSession(save);
      assert.equal((await refreshSession(save, { outputs, fetch, signal })).claims.sub, report.claims.sub);
      assert.notEqual((await readSession(save)).refreshToken, first.refreshToken);
      assert.deepEqual(sandbox.refusals, []);
    });

    it("hears that a public client has no secret to show (AADSTS700025)", async () => {
      const { sandbox, appId, secret, user, outputs } = await startEntra(start);
      const fetch = clientOf(sandbox) as unknown as typeof globalThis.fetch;
      const credentials = { userName: user.userPrincipalName, password: user.password };
      const choice = { issuer: "company", clientId: appId, clientSecret: secret };
      await assert.rejects(login({ outputs, fetch, choice, credentials }), {
        code: "VENDOR_REFUSED",
        message: /^company refused the sign-in: invalid_client: AADSTS700025: /,
      });
    });
  });
});

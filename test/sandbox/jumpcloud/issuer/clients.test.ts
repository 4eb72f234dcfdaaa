import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { foreignVariables } from "../../../../sandbox/clientEnvironment.ts";
import { systemClock } from "../../../../sandbox/Clock.ts";
import { createJumpCloudVendor } from "../../../../sandbox/jumpcloud/createJumpCloudVendor.ts";
import { sandboxes } from "../../support/sandboxes.ts";
import { OidcApp, password, redirectUri } from "../support/OidcApp.ts";

const run = promisify(execFile);

describe("JumpCloud's issuer by unmodified clients, through the proxy", () => {
  const start = sandboxes();

  /** Runs a client script for Dora, in a sandbox of its own. */
  async function runScript(name: string): Promise<{ told: unknown; app: OidcApp }> {
    const app = await OidcApp.make();
    const sandbox = await start({
      clock: systemClock,
      vendors: {
        jumpcloud: (context) =>
          createJumpCloudVendor({
            ...context,
            state: (initial) => (app.org.state ??= initial()) as ReturnType<typeof initial>,
          }),
      },
    });
    const own = Object.entries(process.env).filter(([variable]) => !foreignVariables.includes(variable));
    const env = { ...Object.fromEntries(own), ...sandbox.clientEnvironment };
    const running = run(process.execPath, [join(import.meta.dirname, "clients", name)], { env });
    const { issuer, clientId, clientSecret } = app;
    const person = { email: "dora@acme.example", password };
    running.child.stdin?.end(JSON.stringify({ issuer, clientId, clientSecret, redirectUri, person }));
    const told = JSON.parse((await running).stdout) as unknown;
    assert.deepEqual(sandbox.refusals, []);
    return { told, app };
  }

  it("openid-client: discovery, code with PKCE, a replayed code, and the wrong way to authenticate", async () => {
    const { told, app } = await runScript("openidClient.ts");
    assert.deepEqual(told, {
      email: "dora@acme.example",
      audience: [app.clientId],
      scope: "openid email offline_access",
      type: "bearer",
      replayed: "invalid_grant",
      byBasic: "invalid_client",
    });
  });

  it("oauth4webapi and jose: discovery, code with PKCE, signature, refresh, userinfo", async () => {
    const { told } = await runScript("oauth4webapi.ts");
    assert.deepEqual(told, {
      email: "dora@acme.example",
      isFresh: true,
      rotated: true,
      person: "dora@acme.example",
    });
  });
});

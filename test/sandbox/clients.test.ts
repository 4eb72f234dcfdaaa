import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { createAuthority } from "../../sandbox/proxy/CertificateAuthority.ts";
import type { Sandbox } from "../../sandbox/startSandbox.ts";
import { notebookHost as host, notebookVendor } from "./support/notebookVendor.ts";
import { sandboxes } from "./support/sandboxes.ts";
import { temporaryFolders } from "../scripts/support/temporaryFolder.ts";

const run = promisify(execFile);

describe("unmodified clients, with the environment alone", () => {
  const start = sandboxes();
  const temporaryFolder = temporaryFolders();

  const client = (sandbox: Sandbox, command: string, args: string[], more: NodeJS.ProcessEnv = {}) =>
    run(command, args, { env: { PATH: process.env["PATH"], ...sandbox.clientEnvironment, ...more } });

  /** Skips the test, in words, on a machine without the program. */
  async function need(context: Mocha.Context, command: string, args: string[]): Promise<void> {
    try {
      await run(command, args);
    } catch {
      console.log(`      (skipped: ${command} is not installed)`); // eslint-disable-line no-console
      context.skip();
    }
  }

  /** The variables that name the authority, naming another one. */
  async function otherAuthority(sandbox: Sandbox): Promise<NodeJS.ProcessEnv> {
    const file = join(await temporaryFolder(), "other.pem");
    await writeFile(file, (await createAuthority()).certificate);
    const names = Object.entries(sandbox.clientEnvironment).filter(([, value]) => value === sandbox.caFile);
    return Object.fromEntries(names.map(([name]) => [name, file]));
  }

  describe("curl", () => {
    before(async function () {
      await need(this, "curl", ["--version"]);
    });

    it("posts and gets", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      await client(sandbox, "curl", ["-sS", "--fail", "-d", "by curl", `https://${host}/`]);
      const { stdout } = await client(sandbox, "curl", ["-sS", "--fail", `https://${host}/`]);
      assert.equal(stdout, '["by curl"]');
    });

    it("refuses another authority", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const other = await otherAuthority(sandbox);
      // 60: the peer's certificate cannot be verified.
      await assert.rejects(client(sandbox, "curl", ["-sS", `https://${host}/`], other), { code: 60 });
    });

    it("is told that a host is unknown", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const { stdout } = await client(sandbox, "curl", ["-sS", "-w", "%{http_code}", "https://evil.example/"]);
      assert.match(stdout, /does not answer for evil\.example.*502$/);
    });
  });

  describe("Node", () => {
    before(function () {
      if (process.allowedNodeEnvironmentFlags.has("--use-env-proxy")) return;
      console.log("      (skipped: this Node does not read the proxy variables)"); // eslint-disable-line no-console
      this.skip();
    });

    const script = (url: string) => `fetch("${url}").then(async (r) => console.log(r.status, await r.text()))`;

    it("fetches", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const { stdout } = await client(sandbox, process.execPath, ["-e", script(`https://${host}/`)]);
      assert.equal(stdout, "200 []\n");
    });

    it("refuses another authority", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const other = await otherAuthority(sandbox);
      await assert.rejects(client(sandbox, process.execPath, ["-e", script(`https://${host}/`)], other), {
        code: 1,
        message: /UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
      });
    });
  });

  it("openssl verifies the chain by the strict rules of X.509", async function () {
    await need(this, "openssl", ["version"]);
    const sandbox = await start({ vendors: { okta: notebookVendor() } });
    const proxy = new URL(sandbox.url).host;
    const strict = ["-x509_strict", "-verify_return_error", "-verify_hostname", host, "-CAfile", sandbox.caFile];
    const child = client(sandbox, "openssl", ["s_client", "-proxy", proxy, "-connect", `${host}:443`, ...strict]);
    child.child.stdin?.end();
    const { stdout } = await child;
    assert.match(stdout, /Verification: OK\nVerified peername: acme-dev\.okta\.com/);
    assert.match(stdout, /Verify return code: 0 \(ok\)/);
  });
});

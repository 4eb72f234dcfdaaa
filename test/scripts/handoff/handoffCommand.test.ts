import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { runScript } from "../support/startScript.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporaryFolder.ts";

const config = `config:
  crosstrust:issuers:
    shop:
      kind: b2c
      tenantId: b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29
      tenantName: acmecustomers
      policy: B2C_1_signin
      roles: { orders.read: {} }
`;

describe("npm run handoff", () => {
  let folder: TemporaryFolder;
  let umask: number;
  before(async () => {
    umask = process.umask(0o022);
    folder = await temporaryFolder();
  });
  after(async () => {
    process.umask(umask);
    await folder.remove();
  });

  it("writes a sheet as Markdown, as a page and as JSON, for its owner alone where secrets are revealed", async () => {
    const configFile = await folder.write("Pulumi.dev.yaml", config);
    const files = ["sheet.md", "sheet.html", "sheet.json"].map((name) => join(folder.path, name));
    const [markdown = "", html = "", json = ""] = files;
    for (const [reveal, mode] of [
      [[], 0o644],
      [["--reveal"], 0o600],
    ] as const) {
      const options = ["--markdown", markdown, "--html", html, "--json", json, ...reveal];
      const { code, stderr } = await runScript([
        "handoff",
        "--stack",
        "dev",
        "--config-file",
        configFile,
        "--for",
        "shop",
        ...options,
      ]);
      assert.equal(code, 0, stderr);
      const modes = await Promise.all(files.map(async (file) => (await stat(file)).mode & 0o777));
      assert.deepEqual(modes, [mode, mode, mode]);
    }
    const page = await readFile(html, "utf8");
    assert.match(page, /^<!doctype html>/);
    assert.match(page, /<h1>Azure AD B2C<\/h1>/);
    assert.match(await readFile(markdown, "utf8"), /^# Azure AD B2C: shop\n/);
    assert.equal((JSON.parse(await readFile(json, "utf8")) as { name: string }).name, "shop");
  });

  it("refuses to take credentials and to show a sheet at once, before it asks for anything", async () => {
    const configFile = await folder.write("Pulumi.dev.yaml", config);
    const options = ["--stack", "dev", "--config-file", configFile, "--for", "shop", "--take"];
    const { code, stderr } = await runScript(["handoff", ...options, "--reveal"]);
    assert.deepEqual([code, stderr.trim()], [2, "USAGE: option '--take' cannot be used with option '--reveal'"]);
  });
});

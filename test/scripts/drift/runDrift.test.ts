import assert from "node:assert/strict";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runDrift } from "../../../scripts/lib/drift/runDrift.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { recordingTerminal } from "../support/recordingTerminal.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

describe("a drift that could not be looked for", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => void (folder = await temporaryFolder()));
  afterEach(async () => folder.remove());

  async function fail(error: CrosstrustError, allow?: string): Promise<string> {
    const markdown = join(folder.path, "drift.md");
    const open = () => Promise.reject(error);
    await assert.rejects(runDrift({ stack: "dev", open, allow, expiringDays: 30, markdown }, recordingTerminal()), {
      code: allow === undefined ? error.code : "SETTINGS_INVALID",
    });
    return markdown;
  }

  it("says so, why, and what to do, in the Markdown", async () => {
    const file = await fail(new CrosstrustError("ENGINE_FAILED", "error: incorrect passphrase <!-- x -->"));
    assert.equal(
      await readFile(file, "utf8"),
      "# Drift of `dev`\n\n❌ Nobody knows whether there is drift: it could not be looked for.\n\n**ENGINE\\_FAILED** – Give the engine the stack's passphrase: `PULUMI_CONFIG_PASSPHRASE` or `PULUMI_CONFIG_PASSPHRASE_FILE`.\n\n```text\nENGINE_FAILED: error: incorrect passphrase <! -- x -->\n```\n",
    );
  });

  it("says so of a faulty allow file, too", async () => {
    const file = await fail(new CrosstrustError("ENGINE_FAILED", "never"), await folder.write("allow.yaml", "- {}\n"));
    assert.match(await readFile(file, "utf8"), /it could not be looked for\.[^]*allow\.yaml/);
  });

  it("writes nothing where somebody stopped it", async () => {
    await assert.rejects(access(await fail(new CrosstrustError("INTERRUPTED", "stopped"))), { code: "ENOENT" });
  });
});

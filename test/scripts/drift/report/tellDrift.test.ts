import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describeDrift } from "../../../../scripts/lib/drift/report/describeDrift.ts";
import { renderMarkdown } from "../../../../scripts/lib/drift/report/renderMarkdown.ts";
import { tellDrift } from "../../../../scripts/lib/drift/report/tellDrift.ts";
import { recordingTerminal } from "../../support/recordingTerminal.ts";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporaryFolder.ts";
import { report } from "./fixture.ts";

const locate = () => ({ uri: "Pulumi.dev.yaml", line: 1, column: 1 });

describe("tellDrift", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => void (folder = await temporaryFolder()));
  afterEach(async () => folder.remove());

  it("says and writes what was found, though another file cannot be written", async () => {
    const terminal = recordingTerminal();
    const markdown = join(folder.path, "drift.md");
    const files = { markdown, json: join(folder.path, "drift.json"), sarif: folder.path };
    await assert.rejects(tellDrift({ report, locate }, files, terminal), { code: "USAGE", where: folder.path });
    assert.deepEqual(terminal.lines, describeDrift(report));
    assert.equal(await readFile(markdown, "utf8"), renderMarkdown(report));
    assert.deepEqual(JSON.parse(await readFile(files.json, "utf8")), report);
  });
});

import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeJson } from "../../scripts/lib/writeJson.ts";
import { temporaryFolder, type TemporaryFolder } from "./support/temporaryFolder.ts";

describe("writeJson", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => void (folder = await temporaryFolder()));
  afterEach(async () => folder.remove());

  it("makes the folders, writes the value with a line's end, and replaces it with the permissions asked for", async () => {
    const file = join(folder.path, "a", "b", "c.json");
    await writeJson(file, { one: [1] });
    assert.equal(await readFile(file, "utf8"), '{\n  "one": [\n    1\n  ]\n}\n');
    await writeJson(file, "two", 0o600);
    assert.equal(await readFile(file, "utf8"), '"two"\n');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(join(folder.path, "a", "b")), ["c.json"]);
  });

  it("says which file cannot be written, and why", async () => {
    const file = join(await folder.write("a", "a file"), "b.json");
    await assert.rejects(writeJson(file, 1), {
      code: "USAGE",
      where: file,
      message: /^The file cannot be written \((?:ENOTDIR|EEXIST)\)\.$/,
    });
  });
});

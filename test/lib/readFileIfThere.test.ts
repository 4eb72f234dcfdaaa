import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readFileIfThere } from "../../lib/readFileIfThere.ts";
import { temporaryFolders } from "../scripts/support/temporaryFolder.ts";

describe("readFileIfThere", () => {
  const temporaryFolder = temporaryFolders();

  it("gives a file's text, also an empty one, and undefined where there is no file", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "a"), "grüße");
    await writeFile(join(folder, "b"), "");
    assert.equal(await readFileIfThere(join(folder, "a")), "grüße");
    assert.equal(await readFileIfThere(join(folder, "b")), "");
    assert.equal(await readFileIfThere(join(folder, "c")), undefined);
  });

  it("throws what else goes wrong", async () => {
    await assert.rejects(readFileIfThere(await temporaryFolder()), { code: "EISDIR" });
  });
});

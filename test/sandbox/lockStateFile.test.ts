import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lockStateFile } from "../../sandbox/lockStateFile.ts";
import { temporaryFolders } from "../scripts/support/temporaryFolder.ts";

describe("lockStateFile", () => {
  const temporaryFolder = temporaryFolders();

  const refusal = (file: string, who: string) => ({
    name: "CrosstrustError",
    code: "STATE_FILE_UNREADABLE",
    where: file,
    message: `The sandbox's state file ${file} is in use by ${who}. Stop that sandbox, or name another file; if no sandbox runs, remove ${file}.lock.`,
  });

  it("locks beside the file, and says which process is in the way", async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "state.json");
    const lock = await lockStateFile(file);
    await assert.rejects(lockStateFile(file), refusal(file, `process ${process.pid}`));
    assert.deepEqual(await readdir(folder), ["state.json.lock"]);
    await lock.release();
    assert.deepEqual(await readdir(folder), []);
  });

  it("is refused when the lock is no sandbox's, and says what to remove", async () => {
    const file = join(await temporaryFolder(), "state.json");
    await writeFile(`${file}.lock`, "12");
    await assert.rejects(lockStateFile(file), refusal(file, "another sandbox"));
  });
});

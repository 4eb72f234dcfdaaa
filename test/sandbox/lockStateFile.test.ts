import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lockStateFile } from "../../sandbox/lockStateFile.ts";
import { temporaryFolders } from "./support/temporaryFolder.ts";

describe("lockStateFile", () => {
  const temporaryFolder = temporaryFolders();
  const inUse = { name: "CrosstrustError", code: "STATE_FILE_UNREADABLE", message: /in use by process \d+/ };

  async function lockedBy(owner: unknown): Promise<string> {
    const file = join(await temporaryFolder(), "state.json");
    await writeFile(`${file}.lock`, typeof owner === "string" ? owner : JSON.stringify(owner));
    return file;
  }

  it("is held by one at a time, and can be taken again", async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "state.json");
    const first = await lockStateFile(file);
    await assert.rejects(lockStateFile(file), inUse);
    assert.deepEqual(await readdir(folder), ["state.json.lock"]);
    await first.release();
    assert.deepEqual(await readdir(folder), []);
    const second = await lockStateFile(file);
    await first.release();
    await assert.rejects(lockStateFile(file), inUse);
    await second.release();
  });

  it("goes to one of many who ask at the same time, over a dead process's lock too", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    for (const file of [join(await temporaryFolder(), "state.json"), await lockedBy({ pid, token: "x" })]) {
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockStateFile(file)));
      const winners = results.filter((result) => result.status === "fulfilled");
      assert.equal(winners.length, 1);
      await winners[0]!.value.release();
    }
  });

  it("is refused while the process that holds it lives, and taken over when that is dead", async () => {
    const owner = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(owner, "spawn");
    const file = await lockedBy({ pid: owner.pid, token: "x" });
    await assert.rejects(lockStateFile(file), { ...inUse, message: new RegExp(`in use by process ${owner.pid}\\.`) });
    owner.kill("SIGKILL");
    await once(owner, "exit");
    const lock = await lockStateFile(file);
    assert.equal((JSON.parse(await readFile(`${file}.lock`, "utf8")) as { pid: number }).pid, process.pid);
    await lock.release();
  });

  it("is taken over from a dead process whose id this one was given", async () => {
    const lock = await lockStateFile(await lockedBy({ pid: process.pid, token: "of the dead one" }));
    await lock.release();
  });

  it("is taken over from a dead process whose id another one was given, where the system tells", async function () {
    if (process.platform !== "linux") {
      console.log("      (skipped: only Linux says when a process began)"); // eslint-disable-line no-console
      this.skip();
    }
    const lock = await lockStateFile(await lockedBy({ pid: process.ppid, started: "1", token: "x" }));
    await lock.release();
  });

  it("is refused when the lock is no sandbox's, and says what to remove", async () => {
    for (const text of ["", "12", "{}", '{"pid":-1,"token":"x"}']) {
      const file = await lockedBy(text);
      await assert.rejects(lockStateFile(file), {
        code: "STATE_FILE_UNREADABLE",
        message: `The sandbox's state file ${file} is in use by another sandbox. Stop that sandbox, or name another file; if no sandbox runs, remove ${file}.lock.`,
      });
      assert.equal(await readFile(`${file}.lock`, "utf8"), text);
    }
  });
});

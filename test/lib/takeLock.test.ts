import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Lock, takeLock } from "../../lib/takeLock.ts";
import { temporaryFolders } from "../scripts/support/temporaryFolder.ts";

async function take(file: string): Promise<Lock> {
  const lock = await takeLock(file);
  assert.ok("release" in lock, "the lock is taken");
  return lock;
}

describe("takeLock", () => {
  const temporaryFolder = temporaryFolders();

  async function lockedBy(owner: unknown): Promise<string> {
    const file = join(await temporaryFolder(), "a.lock");
    await writeFile(file, typeof owner === "string" ? owner : JSON.stringify(owner));
    return file;
  }

  it("gives a lock to one at a time, and again when that gives it back", async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "a.lock");
    const first = await take(file);
    assert.deepEqual(await takeLock(file), { holder: process.pid });
    assert.deepEqual(await readdir(folder), ["a.lock"]);
    await first.release();
    assert.deepEqual(await readdir(folder), []);
    const second = await take(file);
    await first.release();
    assert.deepEqual(await takeLock(file), { holder: process.pid });
    await second.release();
  });

  it("gives it to one of many who ask at the same time, over a dead process's lock too", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    for (const file of [join(await temporaryFolder(), "a.lock"), await lockedBy({ pid, token: "x" })]) {
      const locks = await Promise.all(Array.from({ length: 20 }, () => takeLock(file)));
      const [winner, ...others] = locks.filter((lock) => "release" in lock);
      assert.ok(winner);
      assert.deepEqual(others, []);
      await winner.release();
    }
  });

  it("leaves it to a process that lives, and takes it over when that is dead", async () => {
    const owner = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(owner, "spawn");
    const file = await lockedBy({ pid: owner.pid, token: "x" });
    assert.deepEqual(await takeLock(file), { holder: owner.pid });
    owner.kill("SIGKILL");
    await once(owner, "exit");
    const lock = await take(file);
    assert.equal((JSON.parse(await readFile(file, "utf8")) as { pid: number }).pid, process.pid);
    await lock.release();
  });

  it("takes it over from a dead process whose id this one was given", async () => {
    await (await take(await lockedBy({ pid: process.pid, token: "of the dead one" }))).release();
  });

  it("takes it over from a dead process whose id another one was given, where the system tells", async function () {
    if (process.platform !== "linux") {
      console.log("      (skipped: only Linux says when a process began)"); // eslint-disable-line no-console
      this.skip();
    }
    await (await take(await lockedBy({ pid: process.ppid, started: "1", token: "x" }))).release();
  });

  it("leaves alone a file that is no lock", async () => {
    for (const text of ["", "12", "{}", '{"pid":-1,"token":"x"}']) {
      const file = await lockedBy(text);
      assert.deepEqual(await takeLock(file), { holder: undefined });
      assert.equal(await readFile(file, "utf8"), text);
    }
  });
});

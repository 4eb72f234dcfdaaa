import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { takeLock } from "../../../lib/takeLock.ts";
import { withLock } from "../../../scripts/lib/process/withLock.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

describe("withLock", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => void (folder = await temporaryFolder()));
  afterEach(async () => folder.remove());

  const { signal } = new AbortController();
  const neverWaits = (): void => assert.fail("it waits");

  it("makes the lock's folder, gives what the work gives, and leaves no lock", async () => {
    const file = join(folder.path, "a", "b.lock");
    const inside = await withLock(file, { signal, onWait: neverWaits }, () => readdir(join(folder.path, "a")));
    assert.deepEqual(inside, ["b.lock"]);
    assert.deepEqual(await readdir(join(folder.path, "a")), []);
  });

  it("gives the lock back when the work fails", async () => {
    const file = join(folder.path, "a.lock");
    const failure = new Error("no");
    await assert.rejects(
      withLock(file, { signal, onWait: neverWaits }, () => Promise.reject(failure)),
      failure,
    );
    assert.deepEqual(await readdir(folder.path), []);
  });

  it("waits for whoever holds it, and says so once", async () => {
    const file = join(folder.path, "a.lock");
    const lock = await takeLock(file);
    assert.ok("release" in lock);
    let waits = 0;
    const onWait = (): void => {
      waits += 1;
      void lock.release();
    };
    assert.equal(await withLock(file, { signal, onWait }, () => Promise.resolve("done")), "done");
    assert.equal(waits, 1);
  });

  it("stops waiting when it is told to, and leaves the other's lock", async () => {
    const file = join(folder.path, "a.lock");
    const lock = await takeLock(file);
    assert.ok("release" in lock);
    const stop = new AbortController();
    const work = () => assert.fail("it works");
    await assert.rejects(withLock(file, { signal: stop.signal, onWait: () => stop.abort() }, work), {
      name: "AbortError",
    });
    assert.deepEqual(await readdir(folder.path), ["a.lock"]);
    await lock.release();
  });

  it("does not wait for a file that is no lock, and leaves it", async () => {
    const file = await folder.write("a.lock", "4194305");
    await assert.rejects(
      withLock(file, { signal, onWait: neverWaits }, () => assert.fail("it works")),
      { code: "USAGE", where: file },
    );
    assert.deepEqual(await readdir(folder.path), ["a.lock"]);
  });
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { writeFileAtomically } from "../../lib/writeFileAtomically.ts";
import { temporaryFolders } from "../scripts/support/temporaryFolder.ts";

describe("writeFileAtomically", () => {
  const temporaryFolder = temporaryFolders();

  it("makes a file with the permissions asked for, and replaces it", async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "a.txt");
    await writeFileAtomically(file, "one", 0o400);
    assert.equal((await stat(file)).mode & 0o777, 0o400);
    await writeFileAtomically(file, "grüße", 0o600);
    assert.equal(await readFile(file, "utf8"), "grüße");
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(folder), ["a.txt"]);
  });

  it("takes rights away from a file that others could read", async () => {
    const file = join(await temporaryFolder(), "a.txt");
    await writeFile(file, "open", { mode: 0o644 });
    await writeFileAtomically(file, "closed", 0o600);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it("leaves the old file and nothing else when it cannot begin", async () => {
    const folder = await temporaryFolder();
    // A name of the longest length leaves no room for the temporary file's.
    const name = "a".repeat(255);
    await writeFile(join(folder, name), "old");
    await assert.rejects(writeFileAtomically(join(folder, name), "new", 0o600), { code: "ENAMETOOLONG" });
    assert.equal(await readFile(join(folder, name), "utf8"), "old");
    assert.deepEqual(await readdir(folder), [name]);
  });

  it("leaves what was there and nothing else when it cannot finish", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "a", "b"), { recursive: true });
    await assert.rejects(writeFileAtomically(join(folder, "a"), "new", 0o600));
    assert.deepEqual(await readdir(folder, { recursive: true }), ["a", join("a", "b")]);
  });

  it("leaves what is there and no file, also behind a link", async () => {
    const folder = await temporaryFolder();
    const server = createServer().listen(join(folder, "socket"));
    await once(server, "listening");
    await symlink(join(folder, "socket"), join(folder, "link"));
    try {
      for (const name of ["socket", "link"]) {
        await assert.rejects(writeFileAtomically(join(folder, name), "new", 0o600), {
          message: "it is no regular file",
        });
        assert.ok((await stat(join(folder, name))).isSocket(), name);
      }
      assert.deepEqual((await readdir(folder)).sort(), ["link", "socket"]);
    } finally {
      server.close();
    }
  });

  it("never shows half a file to those who read while it is written", async () => {
    const file = join(await temporaryFolder(), "a.txt");
    const texts = ["a", "b"].map((letter) => letter.repeat(1_000_000));
    await writeFileAtomically(file, texts[0]!, 0o600);
    const progress = { done: false };
    const writer = (async () => {
      for (let i = 1; i <= 20; i++) await writeFileAtomically(file, texts[i % 2]!, 0o600);
      progress.done = true;
    })();
    const read = new Set<string>();
    while (!progress.done) read.add(await readFile(file, "utf8"));
    await writer;
    assert.ok(read.size > 0);
    assert.deepEqual(
      [...read].filter((text) => !texts.includes(text)),
      [],
    );
  });
});

import assert from "node:assert/strict";
import { chmod, readdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkSessionFile, readSession, type Session, writeSession } from "../../../scripts/lib/login/Session.ts";
import { temporaryFolders } from "../support/temporaryFolder.ts";

const session: Session = {
  ...{ version: 1, stack: "dev", issuer: "jumpcloud", client: "reports", issuerUrl: "https://id.acme.example/" },
  ...{ clientId: "client-1", subject: "dora", refreshToken: "refresh-s3cret" },
};

describe("a session's file", () => {
  const folder = temporaryFolders();

  it("holds the session, and is its owner's alone, whatever it was before", async () => {
    const file = join(await folder(), "below", "session.json");
    await writeSession(file, session);
    await chmod(file, 0o644);
    await writeSession(file, { ...session, refreshToken: "another" });
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual(await readSession(file), { ...session, refreshToken: "another" });
    assert.deepEqual(await readdir(dirname(file)), ["session.json"]);
  });

  it("is not read where others may read or write it", async () => {
    const file = join(await folder(), "session.json");
    await writeSession(file, session);
    for (const [mode, actual] of [
      [0o640, "0640"],
      [0o602, "0602"],
    ] as const) {
      await chmod(file, mode);
      await assert.rejects(readSession(file), { code: "USAGE", where: file, actual });
    }
  });

  const others: Readonly<Record<string, { text: string; where: RegExp }>> = {
    "another version": { text: JSON.stringify({ ...session, version: 2 }), where: /session\.json: version$/ },
    "a missing and an unknown member": {
      text: JSON.stringify({ ...session, subject: undefined, accessToken: "access-s3cret" }),
      where: /session\.json: subject$/,
    },
    "no JSON": { text: "refresh-s3cret", where: /session\.json$/ },
  };
  for (const [what, { text, where }] of Object.entries(others)) {
    it(`is refused with ${what}, and nothing of it is repeated`, async () => {
      const file = join(await folder(), "session.json");
      await writeFile(file, text, { mode: 0o600 });
      await assert.rejects(readSession(file), (error: Error & { code: string; where: string }) => {
        assert.equal(error.code, "USAGE");
        assert.match(error.where, where);
        assert.doesNotMatch(JSON.stringify(error) + error.message, /s3cret/);
        return true;
      });
    });
  }

  it("says how to make one where there is none", async () => {
    const file = join(await folder(), "session.json");
    await assert.rejects(readSession(file), {
      code: "USAGE",
      message: "The session cannot be read (ENOENT). `npm run login -- --save FILE` makes one.",
    });
  });

  it("may take the place of another session, or be new, in a folder that is yet to be made", async () => {
    const file = join(await folder(), "session.json");
    await checkSessionFile(file);
    await checkSessionFile(join(dirname(file), "below", "session.json"));
    await writeSession(file, session);
    await chmod(file, 0o644);
    await checkSessionFile(file);
    await writeFile(file, "");
    await checkSessionFile(file);
    assert.deepEqual(await readdir(dirname(file)), ["session.json"]);
  });

  it("takes the place of nothing else", async () => {
    const file = join(await folder(), "notes.txt");
    await writeFile(file, "notes");
    await assert.rejects(checkSessionFile(file), {
      code: "USAGE",
      message: "There is a file already, and it is no session.",
      where: file,
    });
    await assert.rejects(checkSessionFile(dirname(file)), { code: "USAGE", where: dirname(file) });
  });
});

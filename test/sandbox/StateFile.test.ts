import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, realpath, rename, stat, symlink, watch, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createCredentials } from "../../sandbox/createCredentials.ts";
import { StateFile } from "../../sandbox/StateFile.ts";
import { temporaryFolders } from "../scripts/support/temporaryFolder.ts";

const initial = {
  authority: { certificate: "certificate", privateKey: "private key" },
  credentials: createCredentials(),
};
const create = () => Promise.resolve(structuredClone(initial));
const neverCreate = () => Promise.reject(new Error("there is a state"));
const notes = () => ({ notes: [] as string[] });

describe("StateFile", () => {
  const temporaryFolder = temporaryFolders();
  const newFile = async () => join(await realpath(await temporaryFolder()), "state.json");

  /** A file written by a sandbox, with changes. */
  async function written(change?: (document: Record<string, unknown>) => void): Promise<string> {
    const file = await newFile();
    const state = await StateFile.open(file, create);
    state.section("okta", notes).notes.push("first");
    await state.close();
    const document = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
    change?.(document);
    await writeFile(file, JSON.stringify(document));
    return file;
  }

  it("keeps authority, credentials and each vendor's section", async () => {
    const file = await newFile();
    const first = await StateFile.open(file, create);
    first.section("okta", notes).notes.push("a");
    first.section("aws", notes).notes.push("b");
    await first.close();
    const second = await StateFile.open(file, neverCreate);
    assert.deepEqual(second.authority, initial.authority);
    assert.deepEqual(second.credentials, initial.credentials);
    assert.deepEqual(second.section("okta", notes), { notes: ["a"] });
    assert.deepEqual(second.section("aws", notes), { notes: ["b"] });
    await second.close();
  });

  it("gives the same section each time", async () => {
    const state = await StateFile.open(undefined, create);
    assert.equal(state.section("okta", notes), state.section("okta", notes));
    assert.notEqual(state.section("okta", notes), state.section("aws", notes));
  });

  it("is in memory alone without a file", async () => {
    const state = await StateFile.open(undefined, create);
    assert.equal(state.file, undefined);
    state.section("okta", notes).notes.push("a");
    await state.save();
    state.saveSoon();
    await state.close();
  });

  it("writes nothing before it is asked to, and then a file for its owner alone", async () => {
    const file = await newFile();
    const state = await StateFile.open(file, create);
    await assert.rejects(stat(file), { code: "ENOENT" });
    await state.save();
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await state.abandon();
  });

  it("has on the disk what was changed before a save, when the save resolves, however many run at once", async () => {
    const file = await newFile();
    const state = await StateFile.open(file, create);
    const section = state.section("okta", notes);
    const saves = Array.from({ length: 50 }, async (_, i) => {
      section.notes.push(`note ${i}`);
      await state.save();
      const { vendors } = JSON.parse(await readFile(file, "utf8")) as { vendors: { okta: { notes: string[] } } };
      assert.ok(vendors.okta.notes.includes(`note ${i}`));
    });
    await Promise.all(saves);
    section.notes.push("last");
    await state.save();
    assert.match(await readFile(file, "utf8"), /"note 49","last"/);
    await state.close();
  });

  it("writes the file again only when something changed", async () => {
    const file = await newFile();
    const state = await StateFile.open(file, create);
    await state.save();
    const { ino } = await stat(file);
    await state.save();
    assert.equal((await stat(file)).ino, ino);
    state.section("okta", notes);
    await state.save();
    assert.notEqual((await stat(file)).ino, ino);
    await state.close();
  });

  it("says when it cannot write, leaves the old file, and writes once it can again", async () => {
    const folder = await realpath(await temporaryFolder());
    const [file, moved] = [join(folder, "a", "state.json"), join(folder, "b")];
    const state = await StateFile.open(file, create);
    await state.save();
    state.section("okta", notes).notes.push("unwritten");
    await rename(dirname(file), moved);
    await assert.rejects(state.save(), {
      code: "STATE_FILE_UNREADABLE",
      message: `The sandbox's state file ${file} cannot be written (ENOENT). It was left as it is: set it right or move it away, or name another file.`,
    });
    await rename(moved, dirname(file));
    assert.doesNotMatch(await readFile(file, "utf8"), /unwritten/);
    await state.close();
    assert.match(await readFile(file, "utf8"), /unwritten/);
  });

  it("saves soon, when that is enough", async () => {
    const file = await newFile();
    const state = await StateFile.open(file, create);
    const watcher = watch(dirname(file));
    state.saveSoon();
    state.saveSoon();
    for await (const { filename } of watcher) if (filename === "state.json") break;
    assert.match(await readFile(file, "utf8"), /crosstrust-sandbox-state/);
    await state.close();
  });

  it("follows a link to the file and leaves the link", async () => {
    const file = await written();
    const link = join(await temporaryFolder(), "link.json");
    await symlink(file, link);
    const state = await StateFile.open(link, neverCreate);
    assert.equal(state.file, file);
    await assert.rejects(StateFile.open(file, create), /in use/);
    state.section("okta", notes).notes.push("through the link");
    await state.close();
    assert.match(await readFile(file, "utf8"), /through the link/);
    assert.equal(await realpath(link), file);
  });

  it("makes the folder", async () => {
    const folder = join(await temporaryFolder(), "a", "b");
    const state = await StateFile.open(join(folder, "state.json"), create);
    await state.close();
    assert.deepEqual(await readdir(folder), ["state.json"]);
  });

  it("removes what a killed sandbox left half written, and nothing else", async () => {
    const file = await written();
    const others = ["state.json.ca.pem", "state.json.tmp", `other.json.${randomUUID()}.tmp`];
    for (const name of [...others, `state.json.${randomUUID()}.tmp`]) await writeFile(join(dirname(file), name), "");
    const state = await StateFile.open(file, neverCreate);
    await state.close();
    assert.deepEqual((await readdir(dirname(file))).sort(), [...others, "state.json"].sort());
  });

  describe("refuses, and leaves as it was,", () => {
    for (const [what, text, why] of [
      ["an empty file", "", "is empty"],
      [
        "a file that was cut off",
        '{"format":"crosstrust-sandbox-state","version":1,"secret',
        "is not JSON: it was cut off or changed by hand",
      ],
      ["another program's file", '{"version":3,"resources":[]}', "was not written by a sandbox of crosstrust"],
      ["a list", "[]", "was not written by a sandbox of crosstrust"],
      [
        "a newer sandbox's file",
        '{"format":"crosstrust-sandbox-state","version":3,"what":"ever"}',
        "was written by a newer crosstrust (its version is 3, this one knows 2)",
      ],
      [
        "an older sandbox's file",
        '{"format":"crosstrust-sandbox-state","version":1,"what":"ever"}',
        "was written by an older crosstrust (its version is 1, this one knows 2)",
      ],
    ] as const) {
      it(what, async () => {
        const file = await newFile();
        await writeFile(file, text);
        await assert.rejects(StateFile.open(file, create), {
          name: "CrosstrustError",
          code: "STATE_FILE_UNREADABLE",
          message: `The sandbox's state file ${file} ${why}. It was left as it is: set it right or move it away, or name another file.`,
          where: file,
        });
        assert.equal(await readFile(file, "utf8"), text);
        await assert.rejects(stat(`${file}.lock`), { code: "ENOENT" });
      });
    }

    it("a file with parts missing or unknown, naming all of them and no secret", async () => {
      const file = await written((document) => {
        document["credentials"] = { ...initial.credentials, oktaApiToken: 1 };
        document["vendors"] = { okta: [] };
        document["extra"] = "secret";
      });
      await assert.rejects(StateFile.open(file, create), (error: Error) => {
        assert.match(error.message, /is damaged at credentials\.oktaApiToken, vendors\.okta, the top level\./);
        assert.doesNotMatch(error.message, new RegExp(`secret|${initial.credentials.awsAccessKeyId}`));
        return true;
      });
    });

    it("a folder", async () => {
      const folder = join(await temporaryFolder(), "state.json");
      await mkdir(folder);
      await assert.rejects(StateFile.open(folder, create), /cannot be read \(EISDIR\)/);
    });

    it("a file under a file", async () => {
      const file = await written();
      await assert.rejects(StateFile.open(join(file, "state.json"), create), {
        code: "STATE_FILE_UNREADABLE",
        message: /cannot be reached \(ENOTDIR\)/,
      });
    });
  });
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir, readFile, readlink, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeEnvFile } from "../../sandbox/writeEnvFile.ts";
import { temporaryFolders } from "../scripts/support/temporaryFolder.ts";

describe("writeEnvFile", () => {
  const temporaryFolder = temporaryFolders();

  /** What a program sees that a real shell starts after sourcing the file. */
  async function sourced(variables: Record<string, string>, own: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
    const file = join(await temporaryFolder(), "sandbox.env");
    await writeEnvFile(file, variables);
    const script = `set -eu; . "$1"; exec "$2" -p 'JSON.stringify(process.env)'`;
    const output = execFileSync("sh", ["-c", script, "sh", file, process.execPath], {
      env: { PATH: process.env["PATH"], ...own },
      encoding: "utf8",
    });
    return JSON.parse(output) as NodeJS.ProcessEnv;
  }

  it("gives a shell's programs every value as it was", async () => {
    const odd = {
      EMPTY: "",
      QUOTES: `it's "quoted", '' twice, \`echo no\``,
      DOLLARS: "$HOME ${HOME} $(echo no) \\$ \\",
      LINES: "one\ntwo\n",
      SPACES: "  a\tb  ",
      EVERYTHING: Array.from({ length: 127 }, (_, i) => String.fromCharCode(i + 1)).join(""),
      WIDE: "grüße 😀",
      GLOB: "* ~ ! # & ; | < > ( )",
      lower_case1: "https://127.0.0.1:1",
    };
    const seen = await sourced(odd);
    assert.deepEqual(Object.fromEntries(Object.keys(odd).map((name) => [name, seen[name]])), odd);
  });

  it("takes away what would lead clients elsewhere, and nothing else", async () => {
    const seen = await sourced(
      { OKTA_API_TOKEN: "ours", AWS_SESSION_TOKEN: "asked for" },
      {
        AWS_PROFILE: "mine",
        OKTA_API_PRIVATE_KEY: "mine",
        ALL_PROXY: "socks5://x",
        AWS_SESSION_TOKEN: "mine",
        OTHER: "kept",
      },
    );
    assert.equal(seen["OKTA_API_TOKEN"], "ours");
    assert.equal(seen["AWS_SESSION_TOKEN"], "asked for");
    assert.equal(seen["OTHER"], "kept");
    for (const name of ["AWS_PROFILE", "OKTA_API_PRIVATE_KEY", "ALL_PROXY"]) assert.ok(!(name in seen), name);
  });

  it("is a line of export a variable, in a file for its owner alone", async () => {
    const folder = join(await temporaryFolder(), "new");
    const file = join(folder, "sandbox.env");
    await writeEnvFile(file, { A: "a b", B: "it's" });
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const lines = (await readFile(file, "utf8")).split("\n");
    assert.deepEqual(lines.slice(-3), ["export A='a b'", "export B='it'\\''s'", ""]);
    assert.deepEqual(await readdir(folder), ["sandbox.env"]);
  });

  it("refuses what cannot be a variable, all at once, and writes nothing", async () => {
    const folder = await temporaryFolder();
    const variables = { "A B": "1", "2": "x", C: "a\0b", "X=$(id)": "y" };
    await assert.rejects(writeEnvFile(join(folder, "sandbox.env"), variables), {
      code: "USAGE",
      message: `No environment file: "2" is not a variable's name; "A B" is not a variable's name; the value of C holds a NUL character; "X=$(id)" is not a variable's name.`,
    });
    assert.deepEqual(await readdir(folder), []);
  });

  it("does not take the place of a device", async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "link");
    await symlink("/dev/null", file);
    await assert.rejects(writeEnvFile(file, {}), {
      code: "USAGE",
      message: `The environment file ${file} cannot be written (it is no regular file).`,
      where: file,
    });
    assert.equal(await readlink(file), "/dev/null");
  });

  it("says when it cannot write", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "a file"), "");
    const file = join(folder, "a file", "folder", "sandbox.env");
    await assert.rejects(writeEnvFile(file, {}), {
      code: "USAGE",
      message: `The environment file ${file} cannot be written (ENOTDIR).`,
      where: file,
    });
  });
});

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { inProject } from "../../scripts/lib/projectRoot.ts";
import { runScript, type ScriptResult, startScript } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";

const script = inProject("scripts", "run.mjs");

describe("scripts/run.mjs", function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  const cache = (...parts: readonly string[]): string => join(folder.path, "cache", "crosstrust", ...parts);

  function environment(node: string): Record<string, string | undefined> {
    return {
      HOME: join(folder.path, "home"),
      XDG_CACHE_HOME: join(folder.path, "cache"),
      PATH: [dirname(node), "/usr/bin", "/bin"].join(delimiter),
      // What was downloaded once need not be downloaded for each test.
      npm_config_cache: process.env["npm_config_cache"] ?? join(homedir(), ".npm"),
      npm_execpath: undefined,
      NODE_COMPILE_CACHE: undefined,
    };
  }

  function run(
    node: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<ScriptResult> {
    return runScript(args, { node, script, env: { ...environment(node), ...env } });
  }

  it("runs the commands in place where Node is new enough, with a compile cache", async () => {
    const { code, stdout, stderr } = await run(process.execPath, ["up", "--help"]);
    assert.equal(code, 0);
    assert.equal(stderr, "");
    assert.match(stdout, /^Usage: npm run up -- /);
    assert.deepEqual(await readdir(cache()), ["compiled"]);
  });

  it("passes on exit codes and errors", async () => {
    const { code, stderr } = await run(process.execPath, ["up"]);
    assert.deepEqual({ code, stderr }, { code: 2, stderr: "USAGE: required option '--stack <name>' not specified\n" });
  });

  it("brings a newer Node where the machine's is too old, once, and says so once", async function () {
    const old = await oldNode();
    if (old === undefined) return this.skip();
    const first = await run(old, ["up", "--help"]);
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^Usage: npm run up -- /);
    assert.match(
      first.stderr,
      /^Node \d+\.\d+\.\d+ is too old for crosstrust, which needs 22\.18 or later\.\nBringing Node .* once, into .*\n$/,
    );
    assert.deepEqual((await readdir(cache())).sort(), ["compiled", "node-24.21.0"]);

    const second = await run(old, ["up"]);
    assert.deepEqual(second, {
      code: 2,
      stdout: "",
      stderr: "USAGE: required option '--stack <name>' not specified\n",
    });
  });

  it("says what to do where npm cannot bring it, and leaves nothing behind", async function () {
    const old = await oldNode();
    if (old === undefined) return this.skip();
    const closed = {
      npm_config_registry: "http://127.0.0.1:9",
      npm_config_fetch_retries: "0",
      npm_config_cache: join(folder.path, "npm"),
    };
    const { code, stderr } = await run(old, ["up", "--help"], closed);
    assert.equal(code, 2);
    assert.match(stderr, /^NODE_UNAVAILABLE: crosstrust needs Node 22\.18 or later, and could not bring it: /m);
    assert.match(stderr, /^Install Node 22\.18 or later, or make npm's registry reachable/m);
    assert.deepEqual(await readdir(cache()), []);
  });

  it("passes Ctrl-C on to the newer Node and ends as it does", async function () {
    const old = await oldNode();
    if (old === undefined) return this.skip();
    // An engine that never answers to `up`, until it is stopped.
    await folder.script(
      "bin/pulumi",
      '[ "$1" = version ] && echo v3.259.0 && exit; [ "$1" = up ] || exit 0; exec sleep 1000',
    );
    const env = environment(old);
    const started = startScript(["up", "--stack", "dev", "--skip-preflight"], {
      node: old,
      script,
      env: { ...env, PATH: [join(folder.path, "bin"), env["PATH"]].join(delimiter), DEBUG: "" },
    });
    const ups = async (): Promise<boolean> =>
      (await runProgram({ command: "ps", args: ["-A", "-o", "args="] })).stdout.includes("sleep 1000");
    while (!(await ups())) assert.equal(started.child.exitCode, null);
    started.child.kill("SIGINT");
    const { code, stderr } = await started.finished;
    assert.equal(code, 2);
    assert.match(stderr, /^INTERRUPTED: /m);
  });
});

/** A Node of this machine that does not run TypeScript. */
async function oldNode(): Promise<string | undefined> {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"];
  for (const node of new Set(folders.map((folder) => join(folder, "node")))) {
    if (!existsSync(node)) continue;
    const { stdout } = await runProgram({ command: node, args: ["-p", "Boolean(process.features.typescript)"] });
    if (stdout.trim() === "false") return node;
  }
  process.stdout.write("      every Node of this machine is new enough: bringing one is not tried\n");
  return undefined;
}

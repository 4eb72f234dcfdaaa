import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { findEngine } from "../../scripts/lib/engine/findEngine.ts";
import { type ProgramResult, runProgram } from "../../scripts/lib/process/runProgram.ts";
import { inProject, projectRoot } from "../../scripts/lib/projectRoot.ts";
import { startScript, type StartedScript } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { languageHost } from "./support/languageHost.ts";

describe("a shell that has sourced the sandbox's environment", function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;
  let path: string;
  let host: string | undefined;
  let sandbox: StartedScript;

  before(async () => {
    folder = await temporaryFolder();
    const { engine } = await findEngine();
    assert.ok(engine, "no engine; `npm test` gets one");
    host = await languageHost(folder.path);
    const folders = [dirname(process.execPath), dirname(engine.command), ...(host === undefined ? [] : [host])];
    path = [...folders, process.env["PATH"]].join(delimiter);
    await startSandbox();
  });

  after(async () => {
    await stopSandbox();
    await folder.remove();
  });

  async function startSandbox(): Promise<void> {
    const args = ["--env", join(folder.path, "env"), "--state", join(folder.path, "state.json")];
    sandbox = startScript(["sandbox", ...args], { env: { PATH: path } });
    await sandbox.said("ready ");
  }

  async function stopSandbox(): Promise<void> {
    sandbox.child.kill("SIGTERM");
    const { code, stdout, stderr } = await sandbox.finished;
    assert.equal(code, 0, stdout + stderr);
  }

  /** Runs a line in a POSIX shell, in the project's folder, as a user would type it. */
  async function shell(line: string): Promise<ProgramResult> {
    const env = { ...process.env, PATH: path };
    return runProgram({
      command: "/bin/sh",
      args: ["-c", `. ${join(folder.path, "env")}; ${line}`],
      cwd: projectRoot,
      env,
    });
  }

  it("finds the environment file readable for its owner alone", async () => {
    assert.equal((await stat(join(folder.path, "env"))).mode & 0o777, 0o600);
  });

  it("runs the plain CLI, which makes the stack what its config says, and leaves the user's config alone", async function () {
    if (host === undefined) {
      process.stdout.write("      no pulumi-language-nodejs on the PATH: the plain CLI is not tried\n");
      return this.skip();
    }
    const before = await readFile(inProject("Pulumi.dev.yaml"), "utf8");
    const up = await shell('pulumi up --yes --stack dev --config-file "$CROSSTRUST_CONFIG_FILE" --skip-preview');
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.match(up.stdout, /\+ \d+ created/);
    const again = await shell('pulumi preview --stack dev --config-file "$CROSSTRUST_CONFIG_FILE" --expect-no-changes');
    assert.equal(again.code, 0, again.stdout + again.stderr);
    assert.equal(await readFile(inProject("Pulumi.dev.yaml"), "utf8"), before);
  });

  it("runs the project's own commands, which see what the CLI made, also after a restart of the sandbox", async () => {
    const made = await shell("node scripts/main.ts up --stack dev");
    assert.equal(made.code, 0, made.stdout + made.stderr);
    await stopSandbox();
    await startSandbox();
    const { code, stdout, stderr } = await shell("node scripts/main.ts preview --stack dev --refresh");
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^preview dev: nothing to change/m);
    const verified = await shell("node scripts/main.ts verify --stack dev");
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  });
});

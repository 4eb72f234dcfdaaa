import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SemVer } from "semver";
import { engineCommand, type EngineCommand } from "../../../scripts/lib/engine/engineCommand.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

describe("engineCommand", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  async function fakeEngine(body: string, signal = new AbortController().signal): Promise<EngineCommand> {
    const command = await folder.script("bin/pulumi", body);
    return engineCommand({ command, version: new SemVer("3.259.0"), origin: "found" }, signal);
  }

  it("runs the engine with its own folder first on the PATH, without prompts and update checks", async () => {
    const engine = await fakeEngine(
      'echo "$*|${PATH%%:*}|$PWD|$EXTRA|$PULUMI_SKIP_UPDATE_CHECK|$PULUMI_AUTOMATION_API"',
    );
    const { stdout, code } = await engine.run(["stack", "ls"], "/", { EXTRA: "1" });
    assert.deepEqual(
      { stdout, code },
      { stdout: `stack ls --non-interactive|${join(folder.path, "bin")}|/|1|true|true\n`, code: 0 },
    );
  });

  it("tells a failure in the engine's words, without its arguments and without secrets", async () => {
    const engine = await fakeEngine('echo "error: refused Bearer abc.def" >&2; exit 255');
    await assert.rejects(
      engine.run(["config", "set", "--plaintext-s3cr3t"], "/", {}),
      (error: Error & { code: string }) => {
        assert.deepEqual(
          { code: error.code, message: error.message },
          { code: "ENGINE_FAILED", message: "refused Bearer [secret]" },
        );
        assert.doesNotMatch(error.stack ?? "", /s3cr3t/);
        return true;
      },
    );
  });

  it("says what to do about a lock", async () => {
    const engine = await fakeEngine('echo "error: the stack is currently locked by 1 lock(s)" >&2; exit 255');
    await assert.rejects(engine.run(["up"], "/", {}), { code: "ENGINE_FAILED", message: /pulumi cancel/ });
  });

  it("sends the engine one SIGINT, waits for its end, and ends what it left running", async () => {
    const stop = new AbortController();
    const log = join(folder.path, "log");
    const engine = await fakeEngine(
      `sleep 1000 & echo $! > ${join(folder.path, "left")}
       trap 'echo int >> ${log}' INT
       echo started
       while [ ! -s ${log} ]; do sleep 0.02; done
       echo saved >> ${log}; exit 1`,
      stop.signal,
    );
    const run = engine.run(["up"], "/", {}, () => stop.abort());
    await assert.rejects(run, { code: "INTERRUPTED" });
    assert.equal(await readFile(log, "utf8"), "int\nsaved\n");
    const left = Number(await readFile(join(folder.path, "left"), "utf8"));
    assert.throws(() => process.kill(left, 0), { code: "ESRCH" });
  });

  it("starts nothing once it was stopped", async () => {
    const engine = await fakeEngine(`touch ${join(folder.path, "ran")}`, AbortSignal.abort());
    await assert.rejects(engine.run(["up"], "/", {}), { name: "AbortError" });
    await assert.rejects(readFile(join(folder.path, "ran")), { code: "ENOENT" });
  });
});

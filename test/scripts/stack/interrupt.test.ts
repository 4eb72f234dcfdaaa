import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type StartedScript, startScript } from "../support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

describe("Ctrl-C in a command that runs the engine", () => {
  let folder: TemporaryFolder;
  let started: StartedScript;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    // Only where the test failed: it ends nothing otherwise, and a test that waits for it ends with it.
    started.child.kill("SIGKILL");
    await folder.remove();
  });

  it("reaches the engine once, though a terminal sends it to the whole group, and the command ends with 2", async () => {
    const log = join(folder.path, "log");
    await folder.script(
      "bin/pulumi",
      `case "$1" in
         version) echo v3.259.0;;
         up) trap 'echo int >> ${log}' INT
             echo up >> ${log}
             while ! grep -q int ${log}; do sleep 0.02; done
             sleep 0.3; echo saved >> ${log}; exit 1;;
       esac`,
    );
    const env = { PATH: `${join(folder.path, "bin")}:/usr/bin:/bin` };
    started = startScript(["up", "--stack", "dev", "--skip-preflight"], { env, detached: true });
    while (!(await readFile(log, "utf8").catch(() => "")).includes("up")) {
      assert.deepEqual([started.child.exitCode, started.child.signalCode], [null, null]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    process.kill(-Number(started.child.pid), "SIGINT");
    started.child.kill("SIGINT");
    const { code, stderr } = await started.finished;
    assert.deepEqual({ code, log: await readFile(log, "utf8") }, { code: 2, log: "up\nint\nsaved\n" });
    // What the config is warned of comes before.
    assert.ok(
      stderr.endsWith(
        "Stopping …\nINTERRUPTED: The engine stopped when it was told to; what it had done is in its state.\n",
      ),
      stderr,
    );
  });
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { inProject } from "../../scripts/lib/projectRoot.ts";
import { commandNames } from "../../scripts/lib/cli/loadCommand.ts";
import { runScript } from "./support/startScript.ts";

describe("the command line", () => {
  it("lists every command with its summary under --help and ends with 0", async () => {
    const { code, stdout, stderr } = await runScript(["--help"]);
    assert.equal(code, 0);
    assert.equal(stderr, "");
    for (const name of await commandNames()) assert.match(stdout, new RegExp(`^  ${name} `, "m"));
  });

  for (const name of ["start", "test", "sandbox", "preview", "up", "refresh", "destroy"]) {
    it(`explains ${name} under --help`, async () => {
      const { code, stdout } = await runScript([name, "--help"]);
      assert.equal(code, 0);
      const invocation = name === "start" || name === "test" ? `npm ${name}` : `npm run ${name}`;
      assert.ok(stdout.startsWith(`Usage: ${invocation} -- `), stdout);
    });
  }

  it("ends with 2 and the list where no command is named", async () => {
    const { code, stderr } = await runScript([]);
    assert.equal(code, 2);
    assert.match(stderr, /^Usage: npm run <command>/);
  });

  it("suggests a command for a mistyped one", async () => {
    const { code, stdout, stderr } = await runScript(["destory", "--stack", "dev"]);
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 2, stdout: "", stderr: "USAGE: unknown command 'destory'\n(Did you mean destroy?)\n" },
    );
  });

  it("names a missing option", async () => {
    const { code, stderr } = await runScript(["up"]);
    assert.deepEqual({ code, stderr }, { code: 2, stderr: "USAGE: required option '--stack <name>' not specified\n" });
  });

  it("names an option that there is not", async () => {
    const { code, stderr } = await runScript(["up", "--stack", "dev", "--stak", "dev"]);
    assert.equal(code, 2);
    assert.equal(stderr, "USAGE: unknown option '--stak'\n(Did you mean --stack?)\n");
  });

  it("refuses a port that is none", async () => {
    const { code, stderr } = await runScript(["sandbox", "--env", "unused", "--port", "70000"]);
    assert.equal(code, 2);
    assert.match(stderr, /^USAGE: .*--port.*A port is a number from 0 to 65535\.\n$/);
  });

  it("names a stack that there is not before it looks for an engine", async () => {
    const { code, stderr } = await runScript(["up", "--stack", "nowhere"], {
      env: { PATH: "/nonexistent", HOME: "/nonexistent" },
    });
    assert.equal(code, 2);
    assert.equal(
      stderr,
      "STACK_UNKNOWN: There is no stack nowhere.\n  where: Pulumi.nowhere.yaml\n  expected: one of: dev, production, staging\n",
    );
  });

  it("ends quietly when nobody reads its output any more", async () => {
    const child = spawn(process.execPath, [inProject("scripts", "main.ts"), "--help"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.once("close", resolve));
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  });
});

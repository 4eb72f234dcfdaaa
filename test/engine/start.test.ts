import assert from "node:assert/strict";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { findEngine } from "../../scripts/lib/engine/findEngine.ts";
import { inProject } from "../../scripts/lib/projectRoot.ts";
import type { RehearsalReport } from "../../scripts/lib/report/RehearsalReport.ts";
import { type ScriptOptions, startScript, type StartedScript } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { processesWith } from "./support/processesWith.ts";

describe("npm start", function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;
  let options: ScriptOptions;
  let before: readonly string[];

  beforeEach(async () => {
    folder = await temporaryFolder();
    await folder.write("home/.pulumi/credentials.json", '{ "current": "https://api.pulumi.com" }');
    await mkdir(join(folder.path, "tmp"));
    const { engine } = await findEngine();
    assert.ok(engine, "no engine; `npm test` gets one");
    options = {
      env: {
        HOME: join(folder.path, "home"),
        TMPDIR: join(folder.path, "tmp"),
        PATH: `${dirname(engine.command)}:${process.env["PATH"] ?? ""}`,
        PULUMI_HOME: undefined,
        PULUMI_ACCESS_TOKEN: "pul-0123456789abcdef",
        AWS_PROFILE: "production",
      },
      detached: true,
    };
    before = await userFiles();
  });

  afterEach(async () => {
    // Whatever came of it: nothing runs on, nothing is left in the temporary folder, the user's files are as they were.
    assert.deepEqual(await processesWith(join(folder.path, "tmp")), []);
    assert.deepEqual(await readdir(join(folder.path, "tmp")), []);
    assert.deepEqual(await userFiles(), before);
    await folder.remove();
  });

  const userFiles = (): Promise<string[]> =>
    Promise.all(
      [
        inProject("Pulumi.dev.yaml"),
        inProject("Pulumi.yaml"),
        join(folder.path, "home", ".pulumi", "credentials.json"),
      ].map((file) => readFile(file, "utf8")),
    );

  const start = (...args: readonly string[]): StartedScript =>
    startScript(["start", "--report", join(folder.path, "report"), ...args], options);

  async function report(): Promise<RehearsalReport> {
    return JSON.parse(await readFile(join(folder.path, "report", "report.json"), "utf8")) as RehearsalReport;
  }

  it("proves the dev stack, also after a run that was stopped half way", async () => {
    const stopped = start();
    await stopped.said("up …");
    process.kill(-Number(stopped.child.pid), "SIGINT");
    const { code, stderr } = await stopped.finished;
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^INTERRUPTED: /m);
    assert.deepEqual(await processesWith(join(folder.path, "tmp")), []);
    assert.deepEqual(await readdir(join(folder.path, "tmp")), []);

    const finished = await start().finished;
    assert.equal(finished.code, 0, finished.stdout + finished.stderr);
    const { ok, stack, engine, plugins, resources, checks } = await report();
    assert.deepEqual({ ok, stack, plugins }, { ok: true, stack: "dev", plugins: "bundled" });
    assert.match(engine, /^3\.\d+\.\d+/);
    assert.ok(resources > 40);
    assert.deepEqual([...new Set(checks.map(({ system }) => system))].sort(), [
      "b2c-api-gateway",
      "cognito-jsm",
      "entra-jumpcloud",
      "gateway",
      "jumpcloud-s3-access-grants",
      "okta-key-insight",
    ]);
    assert.equal(new Set(checks.map(({ name }) => name)).size, checks.length);
    assert.deepEqual(
      checks.filter((check) => check.ok !== true),
      [],
    );
    assert.ok((await readFile(join(folder.path, "report", "report.html"), "utf8")).startsWith("<!doctype html>"));
  });

  it("leaves nothing of the people's passwords behind when it is told to end between their sign-ins and verify", async () => {
    const stopped = start();
    await stopped.said("by hand: jumpcloud: signed ");
    process.kill(Number(stopped.child.pid), "SIGTERM");
    const { code, stderr } = await stopped.finished;
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^INTERRUPTED: The rehearsal was stopped; nothing of it is left\.$/m);
  });

  it("rehearses a config with secrets of another backend", async () => {
    const config = await folder.write(
      "Pulumi.elsewhere.yaml",
      `secretsprovider: awskms://alias/pulumi?region=eu-central-1
encryptedkey: AQICAHhJ0000
${await readFile(inProject("Pulumi.dev.yaml"), "utf8")}  okta:apiToken:
    secure: v1:q3zqzGBpv3rQzXqM:Pm0Jh3kQ5n0aWb1c2d3e4f5g6h7i8j9k
`,
    );
    const text = await readFile(config, "utf8");
    const { code, stdout, stderr } = await start("--stack", "elsewhere", "--config-file", config).finished;
    assert.equal(code, 0, stdout + stderr);
    assert.equal((await report()).stack, "elsewhere");
    assert.equal(await readFile(config, "utf8"), text);
  });

  it("says when its port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { code, stderr } = await start("--port", String((other.address() as AddressInfo).port)).finished;
    other.close();
    assert.equal(code, 2);
    assert.match(stderr, /^PORT_TAKEN: /m);
  });

  it("says all that is wrong with a config before it starts anything", async () => {
    const config = await folder.write("Pulumi.dev.yaml", "config:\n  crosstrust:isuers: {}\n  crosstrust:apis: []\n");
    const { code, stderr } = await start("--config-file", config).finished;
    assert.equal(code, 2);
    assert.match(stderr, /^SETTINGS_INVALID: The config has \d faults:$/m);
    assert.ok(stderr.includes(`crosstrust:isuers (${config}:2:3)`), stderr);
    assert.ok(stderr.includes(`crosstrust:apis (${config}:3:3)`), stderr);
  });
});

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { projectRoot } from "../../scripts/lib/projectRoot.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { prepareByHand } from "../../scripts/lib/rehearsal/prepareByHand.ts";
import { type Rehearsal, startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { runScript, type ScriptResult } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { type AdoptedConfig, adoptedConfig } from "./support/adoptedConfig.ts";

const port = 5000;

/** The stack makes the Access Grants instance; all else is there already. */
const own = ({ party }: AdoptedConfig): unknown => delete party["instance"];

describe("a deployed stack whose config takes over what it should not, on the real engine", function () {
  this.timeout(180_000);
  let rehearsal: Rehearsal;
  let folder: TemporaryFolder;
  let deployed: readonly string[];

  before(async () => {
    folder = await temporaryFolder();
    const configFile = await folder.write("Pulumi.dev.yaml", adoptedConfig(port, own));
    rehearsal = await startRehearsal({ stack: "dev", configFile, plugins: "bundled", terminal: recordingTerminal() });
    await prepareByHand(rehearsal, "dev", recordingTerminal());
    const { code, stderr } = await up();
    assert.equal(code, 0, stderr);
    deployed = await resources();
    assert.ok(deployed.some((urn) => urn.endsWith("AccessGrantsInstance::s3")));
  });
  after(async () => {
    await rehearsal.close();
    await folder.remove();
  });

  async function up(...args: readonly string[]): Promise<ScriptResult> {
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    const env = { ...inherited, ...clientProcessEnvironment(rehearsal.environment) };
    return runScript(["up", "--stack", "dev", "--config-file", rehearsal.backend.configFile, ...args], { env });
  }

  /** The engine's copy of the config keeps what is in it besides. */
  async function configure(change: (config: AdoptedConfig) => unknown): Promise<void> {
    const { configFile } = rehearsal.backend;
    const file = parse(await readFile(configFile, "utf8")) as { config: Record<string, unknown> };
    const { config } = parse(adoptedConfig(port, change)) as { config: Record<string, unknown> };
    Object.assign(file.config, config);
    await writeFile(configFile, stringify(file));
  }

  async function resources(): Promise<readonly string[]> {
    const { code, stdout, stderr } = await runProgram({
      command: rehearsal.engine.command,
      args: ["stack", "export", "--stack", "dev"],
      cwd: projectRoot,
      env: clientProcessEnvironment(rehearsal.environment),
    });
    assert.equal(code, 0, stderr);
    const { deployment } = JSON.parse(stdout) as { deployment: { resources: readonly { urn: string }[] } };
    return deployment.resources.map(({ urn }) => urn).sort();
  }

  it("keeps everything where a lookup fails, and names the setting", async () => {
    await configure((config) => {
      own(config);
      Object.assign(config.groups, { ghosts: { source: "adopted", displayName: "Ghosts" } });
      Object.assign(config.users, { erin: { source: "adopted", email: "erin@acme.example" } });
    });
    const { code, stderr } = await up("--skip-preflight");
    assert.equal(code, 2, stderr);
    assert.match(stderr, /crosstrust:relyingParties\.s3\.identityCenter\.users\.erin: /);
    assert.match(stderr, /`source: declared` makes what is not there yet/);
    assert.deepEqual(await resources(), deployed);
  });

  it("stops before the stack deletes what it made, because the config takes it over now", async () => {
    await configure(({ party }) => {
      party["instance"] = { adopt: true };
    });
    const { code, stderr } = await up();
    assert.equal(code, 2, stderr);
    assert.match(stderr, /FAILED {2}relyingParties\.s3\.instance: The stack made .+ and would delete it/);
    assert.deepEqual(await resources(), deployed);
  });

  it("goes on where the config is right again", async () => {
    await configure(own);
    const { code, stderr } = await up();
    assert.equal(code, 0, stderr);
    assert.deepEqual(await resources(), deployed);
  });
});

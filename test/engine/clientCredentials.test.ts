import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { delimiter, dirname } from "node:path";
import { findEngine } from "../../scripts/lib/engine/findEngine.ts";
import { type ProgramResult, runProgram } from "../../scripts/lib/process/runProgram.ts";
import { inProject, projectRoot } from "../../scripts/lib/projectRoot.ts";
import { type Backend, createBackend } from "../../scripts/lib/rehearsal/createBackend.ts";

const config = `# Reviewed by the platform team
config:
  aws:region: eu-central-1
  crosstrust:issuers:
    jumpcloud:
      kind: jumpcloud
      clients:
        one: { redirectUris: ["http://localhost:5000/authorize"], loginUrl: "http://localhost:5000/login" }
        two: { redirectUris: ["http://localhost:5001/authorize"], loginUrl: "http://localhost:5001/login" }
`;

describe("npm run handoff -- --take, with the real engine", function () {
  this.timeout(60_000);
  let backend: Backend;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    const { engine } = await findEngine();
    assert.ok(engine, "no engine; `npm test` gets one");
    backend = await createBackend({ stack: "take", config, engine, signal: new AbortController().signal });
    const PATH = [dirname(engine.command), process.env["PATH"]].join(delimiter);
    env = { ...process.env, ...backend.environment, PATH };
  });
  afterEach(() => backend.close());

  const take = (input: string): Promise<ProgramResult> =>
    runProgram({
      command: process.execPath,
      args: [inProject("scripts", "main.ts"), "handoff", "--stack", "take", "--for", "jumpcloud", "--take"],
      env,
      input,
    });

  async function held(): Promise<unknown> {
    const args = ["config", "get", "crosstrust:clientCredentials", "--stack", "take"];
    const { code, stdout, stderr } = await runProgram({
      command: "pulumi",
      args: [...args, "--config-file", backend.configFile, "--non-interactive"],
      cwd: projectRoot,
      env,
    });
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as unknown;
  }

  it("puts what it is given into the config, encrypted, and keeps what is there", async () => {
    const first = await take("id-of-one\nsecret-of-one\n\n");
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /in the config, encrypted: jumpcloud\/one$/m);
    assert.deepEqual(await held(), { "jumpcloud/one": { clientId: "id-of-one", clientSecret: "secret-of-one" } });
    const second = await take("\r\nid-of-two\r\nsecret-of-two\r\n");
    assert.equal(second.code, 0, second.stderr);
    assert.deepEqual(await held(), {
      "jumpcloud/one": { clientId: "id-of-one", clientSecret: "secret-of-one" },
      "jumpcloud/two": { clientId: "id-of-two", clientSecret: "secret-of-two" },
    });
    const text = await readFile(backend.configFile, "utf8");
    assert.match(text, /^# Reviewed by the platform team$/m);
    assert.match(text, /crosstrust:clientCredentials:\n +secure: /);
    for (const said of [text, first.stdout, first.stderr, second.stdout, second.stderr]) {
      assert.doesNotMatch(said, /(?:id|secret)-of-(?:one|two)/);
    }
  });

  it("changes nothing where one of the values is none", async () => {
    const before = await readFile(backend.configFile, "utf8");
    const { code, stderr } = await take("id-of-one\nsecret-of-one\nid-of-two\nwith spaces\n");
    assert.equal(code, 2);
    assert.match(stderr, /USAGE: This is no client secret; nothing was taken\.\n {2}where: jumpcloud\/two/);
    assert.doesNotMatch(stderr, /with spaces|secret-of-one/);
    assert.equal(await readFile(backend.configFile, "utf8"), before);
  });
});

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { placeOfSetting } from "../../../scripts/lib/stack/locateSetting.ts";
import { readStackConfig } from "../../../scripts/lib/stack/readStackConfig.ts";
import { projectOf, readStackFile } from "../../../scripts/lib/stack/stackFile.ts";
import { projectRoot } from "../../../scripts/lib/projectRoot.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

const shared = `crosstrust:issuers:
  okta:
    kind: okta
    audience: https://api.acme.example
    scopes: { keys.read: {}, keys.write: {} }
    clients:
      reader: { scopes: [keys.read] }
      tester: { scopes: [keys.write] }
crosstrust:apis:
  inventory:
    routes:
      GET /keys: { issuer: okta, scopes: [keys.read], lambda: inventory }
`;
const own = `config:
  aws:region: eu-west-1
  crosstrust:defaults: defaults.yaml
  crosstrust:issuers:
    okta:
      name: Staging
      clients: { tester: null }
`;

describe("a stack's config over defaults", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  /** The config names the file by its whole path: what is relative means the project, wherever the config stands. */
  async function write(config: string, defaults: string | undefined) {
    const path = join(folder.path, "defaults.yaml");
    if (defaults !== undefined) await folder.write("defaults.yaml", defaults);
    const file = await folder.write("Pulumi.test.yaml", config.replace(" defaults.yaml", ` ${path}`));
    return { file, path };
  }

  async function refusal(config: string, defaults?: string) {
    const files = await write(config, defaults);
    const error: unknown = await readStackConfig("test", files.file).then(
      () => assert.fail("the config was accepted"),
      (refused: unknown) => refused,
    );
    assert.ok(error instanceof CrosstrustError, String(error));
    return { ...files, error, message: error.message };
  }

  it("is one config", async () => {
    const { file } = await write(own, shared);
    const { model } = await readStackConfig("test", file);
    const { okta } = model.issuers;
    assert.ok(okta?.kind === "okta");
    assert.deepEqual(
      [okta.name, Object.keys(okta.clients), Object.keys(model.apis)],
      ["Staging", ["reader"], ["inventory"]],
    );
  });

  it("takes a section that is JSON in a text", async () => {
    const { file } = await write(
      own.replace(/ {2}crosstrust:issuers:[^]*/, `  crosstrust:issuers: '{"okta":{"clients":{"tester":null}}}'\n`),
      shared,
    );
    const { model } = await readStackConfig("test", file);
    assert.deepEqual(Object.keys(model.issuers["okta"]?.clients ?? {}), ["reader"]);
  });

  it("tells each fault in the file where it stands", async () => {
    const { message, file, path } = await refusal(
      own.replace("tester: null", "testers: null").replace("Staging", "3"),
      shared
        .replace("audience: https://api.acme.example", "audience: 4")
        .replace("lambda: inventory", "lamda: inventory"),
    );
    assert.ok(message.includes(`crosstrust:issuers.okta.name (${file}:6:7)`), message);
    assert.ok(message.includes(`crosstrust:issuers.okta.clients.testers (${file}:7:18)`), message);
    assert.ok(message.includes(`crosstrust:issuers.okta.audience (${path}:4:5)`), message);
    assert.ok(message.includes(`crosstrust:apis.inventory.routes["GET /keys"].lamda (${path}:12:55)`), message);
  });

  it("refuses what cannot stand among the defaults, beside the other faults, with its place", async () => {
    const { message, path } = await refusal(
      own.replace("Staging", "3"),
      `${shared}aws:region: eu-west-1\ncrosstrust:policy: { waivers: { secure: v1:q3zq:Pm0Jh3kQ5n0= } }\n`,
    );
    assert.ok(message.includes(`aws:region (${path}:13:1)`), message);
    assert.ok(message.includes(`crosstrust:policy.waivers (${path}:14:22)`), message);
    assert.match(message, /crosstrust:issuers\.okta\.name/);
    assert.doesNotMatch(message, /Pm0Jh3kQ5n0/);
  });

  it("tells of a file that is not there, or none, and of nothing that it would bring", async () => {
    const { message, file, path } = await refusal(own);
    assert.ok(message.startsWith("The config has 1 fault:"), message);
    assert.ok(message.includes(`crosstrust:defaults (${file}:3:3)\n  There is no such file.`), message);
    assert.ok(message.includes(JSON.stringify(path)), message);
    for (const wrong of ["[]", "", "{ a: b }"]) {
      const other = await refusal(own.replace("defaults.yaml", wrong));
      assert.match(other.message, /crosstrust:defaults .*\n {2}It names no file/);
    }
  });

  it("repeats no ciphertext where the file's name is encrypted", async () => {
    const { message } = await refusal(own.replace("defaults.yaml", "{ secure: v1:q3zq:Pm0Jh3kQ5n0= }"));
    assert.match(message, /crosstrust:defaults/);
    assert.doesNotMatch(message, /Pm0Jh3kQ5n0/);
  });

  it("says where the defaults are no YAML", async () => {
    const { error, path } = await refusal(own, "crosstrust:issuers: {\n");
    assert.deepEqual([error.code, error.where], ["STACK_CONFIG_UNREADABLE", `${path}:2:1`]);
  });

  it("finds a setting in the file that has the most of its path", async () => {
    const { file, path } = await write(own, shared);
    const stack = await readStackFile("test", file);
    const place = (...steps: string[]): string => placeOfSetting(stack, ["crosstrust:issuers", "okta", ...steps]);
    assert.deepEqual(
      [place("name"), place("clients", "tester"), place("clients", "reader"), place("audience")],
      [`${file}:6:7`, `${file}:7:18`, `${path}:7:7`, `${path}:4:5`],
    );
    // What neither has belongs into the stack's own.
    assert.equal(place("description"), `${file}:5:5`);
    assert.equal(placeOfSetting(stack, ["crosstrust:defaults"]), `${file}:3:3`);
  });

  it("reads them from the config's own project where another one is compared with", async () => {
    const base = join(folder.path, "base");
    await mkdir(join(base, "nested"), { recursive: true });
    await folder.write("base/Pulumi.yaml", "name: crosstrust\n");
    await folder.write("base/defaults.yaml", shared);
    const file = await folder.write("base/nested/Pulumi.test.yaml", own);
    assert.equal(projectOf(file), base);
    assert.deepEqual(Object.keys((await readStackConfig("test", file, projectOf(file))).model.issuers), ["okta"]);
    // As the program would: relative to this project, which has no such file.
    await assert.rejects(readStackConfig("test", file), /There is no such file/);
    assert.equal(projectOf(await folder.write("Pulumi.test.yaml", own)), projectRoot);
  });
});

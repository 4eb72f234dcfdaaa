import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import type { TrustReport } from "../../scripts/lib/report/TrustReport.ts";
import { runScript, type ScriptResult } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { RehearsedStack } from "./support/RehearsedStack.ts";

describe("report, of a stack on the real engine", function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;
  let deployed: RehearsedStack | undefined;
  const stack = (): RehearsedStack => {
    assert.ok(deployed);
    return deployed;
  };

  before(async () => {
    folder = await temporaryFolder();
    deployed = await RehearsedStack.deploy({});
  });
  after(async () => {
    await deployed?.close();
    await folder.remove();
  });

  async function report(
    configFile: string,
    ...args: readonly string[]
  ): Promise<ScriptResult & { readonly data: TrustReport }> {
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    const env = { ...inherited, ...clientProcessEnvironment(stack().rehearsal.environment) };
    const file = join(folder.path, "report.json");
    const result = await runScript(["report", "--stack", "dev", "--config-file", configFile, "--json", file, ...args], {
      env,
    });
    assert.equal(result.code, 0, result.stderr);
    return { ...result, data: JSON.parse(await readFile(file, "utf8")) as TrustReport };
  }

  it("draws what is deployed, with what the vendors made of it, and asks no vendor", async () => {
    const { backend } = stack().rehearsal;
    const files = ["html", "svg", "mermaid"].map((kind) => join(folder.path, `trust.${kind}`));
    const written = ["--html", files[0]!, "--svg", files[1]!, "--mermaid", files[2]!];
    const { data, stdout } = await report(backend.configFile, ...written);
    assert.equal(data.source, "deployed");
    assert.deepEqual(
      data.graphs.map(({ title }) => title),
      ["APIs", "Relying parties"],
    );
    const issuers = data.graphs.flatMap(({ nodes }) => nodes.filter(({ column }) => column === "issuer"));
    assert.ok(issuers.length > 0 && issuers.every(({ detail }) => detail !== "not deployed"));
    assert.match(stdout, /What is deployed\./);
    for (const text of [JSON.stringify(data), ...(await Promise.all(files.map((file) => readFile(file, "utf8"))))]) {
      assert.ok(text.length > 1000 && !text.includes(folder.path));
      assert.doesNotMatch(text, /"?(?:ciphertext|plaintext|clientSecrets|initialPasswords)"?:/);
    }
  });

  it("finds no change where the config is what is deployed, down to the pictures", async () => {
    const { data, stdout } = await report(stack().rehearsal.backend.configFile, "--changes");
    assert.match(stdout, /No change of access\./);
    assert.deepEqual(data.changes?.settings, []);
    const marked = data.graphs.flatMap(({ nodes }) => nodes.filter(({ change }) => change !== undefined));
    const moved = data.graphs.flatMap(({ edges }) => edges.filter(({ gained, lost }) => gained ?? lost));
    assert.deepEqual([marked, moved], [[], []]);
  });

  it("shows what the config changes of what is deployed", async () => {
    const config = await readFile(stack().rehearsal.backend.configFile, "utf8");
    const widened = config.replace(/(GET \/audit:[^]*?scopes:\s*(?:\[|\n\s*- ))keys\.audit/, "$1keys.write");
    assert.notEqual(widened, config);
    const { data } = await report(await folder.write("widened.yaml", widened), "--changes");
    assert.deepEqual(
      data.changes?.gained.map(({ who, what }) => [who, what]),
      [["key-admin of okta", "inventory GET /audit"]],
    );
    assert.deepEqual(
      data.changes.lost.map(({ who, what }) => [who, what]),
      [["auditor of okta", "inventory GET /audit"]],
    );
    const [apis] = data.graphs;
    const route = apis!.edges.find(({ to }) => to === "route:inventory GET /audit");
    assert.deepEqual([route?.gained, route?.lost], [["client:okta/key-admin"], ["client:okta/auditor"]]);
  });
});

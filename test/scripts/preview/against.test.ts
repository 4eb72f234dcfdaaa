import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommandLine } from "../../../scripts/lib/cli/runCommandLine.ts";
import type { PreviewReport } from "../../../scripts/lib/preview/PreviewReport.ts";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import { recordingTerminal } from "../support/recordingTerminal.ts";
import { runScript } from "../support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

/** Nothing but what a process needs to start: no engine, no backend, no credentials. */
const bare = Object.fromEntries(
  Object.keys(process.env).map((key) => [
    key,
    key === "TMPDIR" ? process.env[key] : key === "PATH" ? "/nonexistent" : undefined,
  ]),
);

describe("preview against another config", () => {
  let folder: TemporaryFolder;
  let config: string;

  before(async () => {
    folder = await temporaryFolder();
    config = await readFile(inProject("Pulumi.dev.yaml"), "utf8");
  });

  after(async () => folder.remove());

  async function preview(before: string | undefined, after: string, ...more: readonly string[]) {
    const against =
      before === undefined ? join(folder.path, "nowhere.yaml") : await folder.write("before.yaml", before);
    const file = await folder.write("after.yaml", after);
    const [markdown, json] = [join(folder.path, "o.md"), join(folder.path, "o.json")];
    const files = ["--config-file", file, "--against", against, "--markdown", markdown, "--json", json];
    const terminal = recordingTerminal();
    const code = await runCommandLine(["preview", "--stack", "dev", ...files, ...more], terminal);
    const report = JSON.parse(await readFile(json, "utf8")) as PreviewReport;
    return { code, lines: terminal.lines, notes: terminal.notes, report, markdown: await readFile(markdown, "utf8") };
  }

  const replaced = (from: string, to: string): string => {
    assert.ok(config.includes(from), from);
    return config.replace(from, to);
  };

  it("finds no change in the same config, and says that the deployed stack was not looked at", async () => {
    const { code, notes, markdown, report } = await preview(config, config, "--fail-on-widened");
    assert.deepEqual([code, notes], [0, []]);
    assert.match(
      markdown,
      /^### dev: no change of access\n\nCompared with `.*before\.yaml`\. The deployed stack, its backend and its vendors were not looked at\.\n/,
    );
    assert.deepEqual([report.engine, report.resources, report.changes, report.failures], [null, null, [], []]);
  });

  it("ends with 1 where access widens, and with 0 where that is acknowledged or nobody asks", async () => {
    const wider = replaced("accessTokenMinutes: 15", "accessTokenMinutes: 60");
    const one = await preview(config, wider, "--fail-on-widened");
    assert.equal(one.code, 1);
    assert.match(one.markdown, /^### ⚠ dev: 1 setting widens access\n/);
    assert.equal((await preview(config, wider)).code, 0);
    assert.equal((await preview(wider, config, "--fail-on-widened")).code, 0);
    const said = await folder.write("said", `${one.report.acknowledgement?.line ?? ""}\n`);
    assert.equal((await preview(config, wider, "--fail-on-widened", "--acknowledged-in", said)).code, 0);
  });

  it("takes a config that is not there, or declares nothing, for nothing", async () => {
    const { code, report, lines } = await preview(undefined, config);
    assert.equal(code, 0);
    assert.equal(
      lines[0],
      `compared with ${join(folder.path, "nowhere.yaml")}, which declares nothing or is not there`,
    );
    assert.equal(report.comparedWith?.kind === "file" && report.comparedWith.declared, false);
    const empty = await preview("config:\n  aws:region: eu-central-1\n", config);
    assert.deepEqual(empty.report.access, report.access);
    assert.ok((report.access?.gained.length ?? 0) > 20);
  });

  it("tells of another tenant and another organisation", async () => {
    const { report } = await preview(config, config.replace("okta:orgName: acme-dev", "okta:orgName: evil"));
    assert.deepEqual(
      report.access?.settings.map(({ where, effect }) => [where, effect]),
      [["okta:orgName", "widens"]],
    );
  });

  it("tells of a tenant that the other config leaves to the environment, and of one that is left to it", async () => {
    const left = replaced("  azuread:tenantId: 6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70\n", "");
    const told = async (before: string, after: string) => {
      const { code, markdown } = await preview(before, after, "--fail-on-widened");
      return [code, /^- ⚠ .*$/m.exec(markdown)?.[0]];
    };
    const tenant = "`6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70`";
    assert.deepEqual(await told(left, config), [1, `- ⚠ \`azuread:tenantId\`: Entra ID tenant added ${tenant}`]);
    assert.deepEqual(await told(config, left), [1, `- ⚠ \`azuread:tenantId\`: Entra ID tenant removed ${tenant}`]);
    assert.deepEqual(await told(left, left), [0, undefined]);
  });

  it("says what to correct where the config, or the other one, is broken, and ends with 2", async () => {
    const broken = replaced("scopes: [keys.audit], lambda", "scopes: [keys.adit], lambda");
    const one = await preview(config, broken);
    assert.equal(one.code, 2);
    assert.match(
      one.markdown,
      /^### ❌ dev: the preview failed \\\(SETTINGS\\_INVALID\\\); nobody knows what access changes\n/,
    );
    assert.match(one.markdown, /after\.yaml:\d+:\d+\)/);
    const other = await preview(broken, config);
    assert.equal(other.code, 2);
    assert.match(other.markdown, /before\.yaml:\d+:\d+\)/);
    const yaml = await preview(config, "config: [");
    assert.deepEqual([yaml.code, yaml.report.failures.map(({ code }) => code)], [2, ["STACK_CONFIG_UNREADABLE"]]);
  });

  it("ends with 2 where the acknowledgements cannot be read, and says what access changes", async () => {
    const wider = replaced("accessTokenMinutes: 15", "accessTokenMinutes: 60");
    const { code, markdown, report } = await preview(config, wider, "--acknowledged-in", join(folder.path, "none"));
    assert.deepEqual([code, report.failures.map((one) => one.code)], [2, ["USAGE"]]);
    assert.match(markdown, /^### ⚠ dev: 1 setting widens access; the preview failed/);
  });

  it("needs nothing of its environment: no engine, no backend, no credentials", async () => {
    const [file, against] = [await folder.write("one.yaml", config), await folder.write("other.yaml", config)];
    const args = ["preview", "--stack", "dev", "--config-file", file, "--against", against];
    const { code, stdout, stderr } = await runScript(args, { env: bare });
    assert.deepEqual([code, stderr], [0, ""], stdout);
    assert.match(stdout, /^access: no change of access$/m);
  });

  it("gives the same bytes in another time zone and language", async function () {
    this.timeout(30_000);
    const wider = replaced("accessTokenMinutes: 15", "accessTokenMinutes: 60");
    const [file, against] = [await folder.write("wider.yaml", wider), await folder.write("as-it-was.yaml", config)];
    const texts = await Promise.all(
      [
        { TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" },
        { TZ: "America/Los_Angeles", LC_ALL: "C" },
      ].map(async (environment, index) => {
        const [markdown, json] = ["md", "json"].map((end) => join(folder.path, `${index}.${end}`));
        const files = ["--config-file", file, "--against", against, "--markdown", markdown!, "--json", json!];
        const { code } = await runScript(["preview", "--stack", "dev", ...files], { env: { ...bare, ...environment } });
        assert.equal(code, 0);
        return Promise.all([readFile(markdown!, "utf8"), readFile(json!, "utf8")]);
      }),
    );
    assert.deepEqual(texts[0], texts[1]);
  });

  it("refuses to read the vendors too", async () => {
    const { code, stderr } = await runScript(["preview", "--stack", "dev", "--against", "x", "--refresh"], {
      env: bare,
    });
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^USAGE: Compared with another config, nothing is read from the vendors\.\n {2}where: --refresh\n/,
    );
  });

  it("says what to do where there is no engine", async function () {
    this.timeout(60_000);
    const markdown = join(folder.path, "no-engine.md");
    const nowhere = { HTTPS_PROXY: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9", HOME: folder.path };
    const args = ["preview", "--stack", "dev", "--markdown", markdown];
    const { code, stderr } = await runScript(args, { env: { ...bare, ...nowhere, XDG_CACHE_HOME: folder.path } });
    assert.equal(code, 2, stderr);
    assert.match(
      await readFile(markdown, "utf8"),
      /^### ❌ dev: the preview failed \\\(ENGINE\\_UNAVAILABLE\\\); nobody knows/,
    );
  });

  it("takes the defaults of the project that the other config belongs to", async () => {
    const own = await folder.write("base/Pulumi.dev.yaml", "config:\n  crosstrust:defaults: shared/all.yaml\n");
    await folder.write("base/Pulumi.yaml", "name: crosstrust\n");
    const settings = /^config:\n(?<providers>[^]*?)(?<own> {2}crosstrust:[^]*)$/.exec(config)?.groups;
    assert.ok(settings?.["own"] !== undefined && settings["providers"] !== undefined);
    await folder.write("base/shared/all.yaml", settings["own"].replaceAll(/^ {2}/gm, ""));
    await folder.write(
      "base/Pulumi.dev.yaml",
      `config:\n${settings["providers"]}  crosstrust:defaults: shared/all.yaml\n`,
    );
    const json = join(folder.path, "o.json");
    const file = await folder.write("after.yaml", config);
    const args = ["preview", "--stack", "dev", "--config-file", file, "--against", own, "--json", json];
    assert.equal(await runCommandLine(args, recordingTerminal()), 0);
    const { access } = JSON.parse(await readFile(json, "utf8")) as PreviewReport;
    assert.deepEqual([access?.gained, access?.lost], [[], []]);
  });
});

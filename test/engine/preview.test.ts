import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import type { PreviewReport } from "../../scripts/lib/preview/PreviewReport.ts";
import { runScript } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { RehearsedStack } from "./support/RehearsedStack.ts";

/** A path below `crosstrust:`, and what stands there. */
type Change = readonly [path: readonly [string, ...string[]], value: unknown];

interface Previewed {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly markdown: string;
  readonly json: string;
  readonly report: PreviewReport;
}

describe("preview of a deployed stack", function () {
  this.timeout(300_000);
  let stack: RehearsedStack;
  let folder: TemporaryFolder;
  let config: string;

  before(async () => {
    folder = await temporaryFolder();
    stack = await RehearsedStack.deploy();
    config = await readFile(stack.rehearsal.backend.configFile, "utf8");
  });

  after(async () => {
    await stack.close();
    await folder.remove();
  });

  /** @param changes by the path below `crosstrust:`, what stands there instead of what is deployed; undefined for nothing */
  async function preview(
    changes: readonly Change[],
    args: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Previewed> {
    const document = parseDocument(config);
    for (const [[section, ...path], value] of changes) {
      const at = ["config", `crosstrust:${section}`, ...path];
      if (value === undefined) assert.ok(document.deleteIn(at), at.join("."));
      else document.setIn(at, document.createNode(value));
    }
    const text = document.toString();
    const file = await folder.write("config.yaml", text);
    const [markdownFile, jsonFile] = [join(folder.path, "preview.md"), join(folder.path, "preview.json")];
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    const env = { ...inherited, ...clientProcessEnvironment(stack.rehearsal.environment), ...environment };
    const files = ["--markdown", markdownFile, "--json", jsonFile];
    const ended = await runScript(["preview", "--stack", "dev", "--config-file", file, ...files, ...args], { env });
    const [markdown, json] = await Promise.all([readFile(markdownFile, "utf8"), readFile(jsonFile, "utf8")]);
    return { ...ended, markdown, json, report: JSON.parse(json) as PreviewReport };
  }

  const firstLine = ({ markdown }: Previewed): string => markdown.split("\n")[0] ?? "";

  const routes = ["apis", "inventory", "routes"] as const;
  const center = ["relyingParties", "reports-in-s3", "identityCenter"] as const;
  const callback = "https://login.jumpcloud.com/oauth/callback";
  const widening: readonly Change[] = [
    [
      [...routes, "GET /audit", "scopes"],
      ["keys.audit", "keys.write"],
    ],
    [
      [...center, "groups", "analysts", "members"],
      ["dora", "erin"],
    ],
    [
      ["relyingParties", "jumpcloud", "application", "redirectUris"],
      [callback, "https://other.acme.example/callback"],
    ],
  ];
  const lifetime: Change = [
    ["issuers", "partners", "accessPolicies", "partners", "rules", "machine-to-machine", "accessTokenMinutes"],
    60,
  ];

  it("finds no change where there is none, twice with the same bytes", async () => {
    const one = await preview([], ["--fail-on-widened"]);
    assert.equal(one.code, 0, one.stdout + one.stderr);
    assert.equal(firstLine(one), "### dev: no change of access");
    assert.match(one.stdout, /^preview dev: nothing to change; \d+ resources/m);
    assert.match(one.stdout, /^access: no change of access$/m);
    const { changes, drift, comparedWith, access, failures, exitCode } = one.report;
    assert.deepEqual({ changes, drift, failures, exitCode }, { changes: [], drift: [], failures: [], exitCode: 0 });
    assert.deepEqual(comparedWith, { kind: "deployed" });
    assert.deepEqual(access, { version: 1, widens: false, gained: [], lost: [], altered: [], settings: [] });
    const two = await preview([], ["--fail-on-widened"]);
    assert.deepEqual([two.markdown, two.json], [one.markdown, one.json]);
  });

  it("says first that access widens, who gains what and why, and what to write", async () => {
    const previewed = await preview(widening, ["--fail-on-widened"]);
    assert.equal(previewed.code, 1, previewed.stderr);
    assert.equal(firstLine(previewed), "### ⚠ dev: 2 grants gained, 3 settings widen access");
    const { access, acknowledgement, changes } = previewed.report;
    assert.ok(access);
    assert.deepEqual(
      access.gained.map(({ who, what, because }) => [who, what, because]),
      [
        ["key-admin of okta", "inventory GET /audit", ["the route takes keys.write now"]],
        ["erin", "READ s3://acme-dev-reports/team-a/*", ["erin joined the group analysts"]],
      ],
    );
    assert.deepEqual(acknowledgement, {
      line: `access-acknowledged: ${access.digest ?? ""}`,
      given: false,
      others: [],
    });
    assert.ok(previewed.markdown.includes(`\`access-acknowledged: ${access.digest ?? ""}\``));
    assert.deepEqual(changes.map(({ op, type }) => `${op} ${type}`).sort(), [
      "create aws:identitystore/groupMembership:GroupMembership",
      "update aws:apigatewayv2/route:Route",
      "update azuread:index/application:Application",
    ]);
    assert.ok(previewed.markdown.endsWith("\n<!-- crosstrust preview dev -->\n"));
  });

  it("lets what is acknowledged pass, and not what was acknowledged before it changed", async () => {
    const { report } = await preview(widening);
    assert.equal(report.exitCode, 0);
    const said = await folder.write("said", `I looked.\r\n${report.acknowledgement?.line ?? ""}\r\nThanks\r\n`);
    const args = ["--fail-on-widened", "--acknowledged-in", said];
    const acknowledged = await preview(widening, args);
    assert.equal(acknowledged.code, 0, acknowledged.stderr);
    assert.equal(firstLine(acknowledged), "### ⚠ dev: 2 grants gained, 3 settings widen access; acknowledged");
    const more = await preview([...widening, lifetime], args);
    assert.equal(more.code, 1, more.stderr);
    assert.deepEqual(more.report.acknowledgement?.others, [report.access?.digest]);
    assert.match(
      more.markdown,
      /^An acknowledgement of another change stands there and does not count for this one: /m,
    );
  });

  it("says what breaks where a resource is replaced or deleted", async () => {
    const gone = await preview([[["issuers", "okta", "clients", "auditor"], undefined]]);
    assert.equal(gone.code, 0, gone.stderr);
    assert.equal(firstLine(gone), "### dev: no access gained; 1 grant lost, 5 settings changed");
    assert.match(gone.markdown, /^- ⚠ delete `okta:app\/oAuth:OAuth` `okta\/auditor` – what breaks: its client id/m);
  });

  it("gives the places of a config's faults, and ends with 2", async () => {
    const broken = await preview([
      [[...routes, "GET /audit", "scopes"], ["keys.adit"]],
      [[...routes, "GET /partners/offers", "issuer"], "partner"],
    ]);
    assert.equal(broken.code, 2);
    assert.equal(
      firstLine(broken),
      "### ❌ dev: the preview failed \\(SETTINGS\\_INVALID\\); nobody knows what access changes",
    );
    assert.match(broken.markdown, /The config has 2 faults:/);
    assert.match(
      broken.markdown,
      /crosstrust:apis\.inventory\.routes\["GET \/audit"\]\.scopes\[0\] \(.*config\.yaml:\d+:\d+\)/,
    );
    assert.match(
      broken.markdown,
      /crosstrust:apis\.inventory\.routes\["GET \/partners\/offers"\]\.issuer \(.*config\.yaml:\d+:\d+\)/,
    );
    assert.match(broken.stderr, /^SETTINGS_INVALID: The config has 2 faults:/m);
    assert.deepEqual([broken.report.access, broken.report.engine, broken.report.exitCode], [null, null, 2]);
  });

  it("still says what access changes where a vendor refuses", async () => {
    const refused = await preview([...widening, [[...center, "groups", "auditors"], { source: "adopted" }]]);
    assert.equal(refused.code, 2);
    assert.match(
      firstLine(refused),
      /^### ⚠ dev: 2 grants gained, \d+ settings widen access, \d+ other settings? changed; the preview failed \\\(ENGINE\\_FAILED\\\)$/,
    );
    assert.deepEqual(
      refused.report.failures.map(({ code }) => code),
      ["ENGINE_FAILED"],
    );
  });

  it("says so where the passphrase is wrong, and what access changes all the same", async () => {
    const wrong = await preview(widening, [], { PULUMI_CONFIG_PASSPHRASE: "not-this-one" });
    assert.equal(wrong.code, 2);
    assert.match(firstLine(wrong), /^### ⚠ dev: 2 grants gained, 3 settings widen access; the preview failed/);
    assert.match(wrong.markdown, /PULUMI_CONFIG_PASSPHRASE/);
    assert.ok(!(wrong.markdown + wrong.json).includes("not-this-one"));
  });

  it("says so where the backend has no such stack", async () => {
    const empty = await folder.write("backend/.keep", "");
    const url = `file://${join(empty, "..")}`;
    const unknown = await preview(widening, [], { PULUMI_BACKEND_URL: url });
    assert.equal(unknown.code, 2);
    assert.match(firstLine(unknown), /^### ❌ dev: the preview failed \\\(STACK\\_UNKNOWN\\\)/);
    assert.match(unknown.markdown, /`pulumi stack init dev`/);
  });

  it("compares with what is deployed where the vendors are read first, too", async () => {
    const refreshed = await preview([], ["--refresh"]);
    assert.equal(refreshed.code, 0, refreshed.stderr);
    assert.deepEqual(refreshed.report.changes, []);
    assert.equal(firstLine(refreshed), "### dev: no change of access");
  });
});

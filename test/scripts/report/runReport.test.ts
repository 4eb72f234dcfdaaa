import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { runCommandLine } from "../../../scripts/lib/cli/runCommandLine.ts";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import type { TrustReport } from "../../../scripts/lib/report/TrustReport.ts";
import { recordingTerminal } from "../support/recordingTerminal.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

const before = `config:
  aws:region: eu-central-1
  okta:orgName: acme
  azuread:tenantId: 6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70
  crosstrust:issuers:
    okta:
      kind: okta
      audience: https://api.example.com
      scopes: { keys.read: { description: List keys, default: true }, keys.write: { description: Change keys } }
      clients: { reader: { scopes: [keys.read] }, writer: { scopes: [keys.write] } }
  crosstrust:apis:
    inventory:
      routes:
        GET /keys: { issuer: okta, scopes: [keys.read], lambda: inventory }
        POST /keys: { issuer: okta, scopes: [keys.write], lambda: inventory }
`;
const after = before.replace(
  "GET /keys: { issuer: okta, scopes: [keys.read]",
  "GET /keys: { issuer: okta, scopes: [keys.read, keys.write]",
);

describe("npm run report", () => {
  let folder: TemporaryFolder;
  let [old, config] = ["", ""];
  beforeEach(async () => {
    folder = await temporaryFolder();
    old = await folder.write("old.yaml", before);
    config = await folder.write("new.yaml", after);
  });
  afterEach(async () => folder.remove());

  async function report(...args: readonly string[]) {
    const terminal = recordingTerminal();
    // Nothing on this machine may be needed: no engine, no backend, no vendor.
    const { PATH } = process.env;
    process.env["PATH"] = "/nonexistent";
    try {
      const code = await runCommandLine(["report", "--stack", "dev", "--config-file", config, ...args], terminal);
      return { code, lines: terminal.lines, notes: terminal.notes };
    } finally {
      process.env["PATH"] = PATH;
    }
  }

  it("says on the terminal who can call what, where no file is asked for", async () => {
    const { code, lines, notes } = await report("--working-tree");
    assert.deepEqual({ code, notes }, { code: 0, notes: [] });
    assert.deepEqual(lines, [
      "crosstrust / dev: The config, deployed or not.",
      "1 issuer, 2 clients, 1 API, 2 routes, 0 relying parties, 0 named people",
      "",
      "Issuers",
      "  okta  okta  not deployed  2 clients",
      "",
      "API inventory",
      "  GET /keys   keys.read or keys.write  reader of okta, writer of okta",
      "  POST /keys  keys.write               writer of okta",
    ]);
    assert.deepEqual((await readdir(folder.path)).sort(), ["new.yaml", "old.yaml"]);
  });

  it("writes page, picture, diagram and data of what changes, the same bytes at each time, with no path of the machine", async () => {
    const write = async (name: string) => {
      const files = ["html", "svg", "mermaid", "json"].map((kind) => [
        `--${kind}`,
        join(folder.path, name, `a.${kind}`),
      ]);
      const { code, lines } = await report("--against", old, ...files.flat());
      assert.equal(code, 0);
      const texts = await Promise.all(files.map(([, file]) => readFile(file!, "utf8")));
      return { lines, texts };
    };
    const [one, other] = [await write("one"), await write("other")];
    assert.deepEqual(one, other);
    for (const text of one.texts) {
      assert.ok(!text.includes(folder.path) && !text.includes(inProject()), "a path");
    }
    assert.deepEqual(one.lines.slice(2), [
      "1 grant gained, 1 setting widens access.",
      "  + writer of okta gains inventory GET /keys, because the route takes keys.write now",
      '  ! apis.inventory.routes["GET /keys"].scopes: scopes that the route asks for + keys.write',
    ]);
    const [html = "", svg = "", mermaid = "", json = ""] = one.texts;
    assert.match(html, /<h1>1 grant gained, 1 setting widens access<\/h1>/);
    assert.match(svg, /^<svg\s/);
    assert.match(mermaid, /^flowchart LR\n/);
    const { version, source, changes, graphs, matrices, checks } = JSON.parse(json) as TrustReport;
    assert.deepEqual({ version, source, checks }, { version: 1, source: "against", checks: undefined });
    assert.deepEqual(
      changes?.gained.map(({ who, what }) => [who, what]),
      [["writer of okta", "inventory GET /keys"]],
    );
    assert.equal(graphs.length, 1);
    assert.deepEqual([matrices.routes.length, matrices.signIns.length, matrices.data.length], [4, 0, 0]);
  });

  it("puts a diagram for Markdown in a fence, and says that nothing changes where nothing does", async () => {
    const file = join(folder.path, "trust.md");
    await report("--against", config, "--mermaid", file);
    const text = await readFile(file, "utf8");
    assert.match(text, /^```mermaid\nflowchart LR\n {2}n1\["Nothing to draw#46;"\]:::note\n[^`]*```\n$/);
  });

  it("takes a config that is not there for nothing: everything is new", async () => {
    const { code, lines } = await report("--against", join(folder.path, "none.yaml"));
    assert.equal(code, 0);
    assert.equal(lines[0], "crosstrust / dev: The config; nothing was there before.");
    assert.ok(
      lines.includes("  + reader of okta gains inventory GET /keys, because the API inventory is new"),
      lines.join("\n"),
    );
  });

  const misused: Readonly<Record<string, readonly [args: () => readonly string[], says: RegExp]>> = {
    "two things to show": [() => ["--working-tree", "--changes"], /^USAGE: It is not clear what is to be shown\./],
    "results without the stack that they are of": [
      () => ["--working-tree", "--verify", old],
      /^USAGE: The results are of the deployed stack/,
    ],
    "results that are none": [() => ["--verify", old], /^USAGE: The results cannot be read\./],
    "no such results": [() => ["--verify", join(folder.path, "none")], /^USAGE: The results cannot be read\./],
    "a broken config": [
      () => ["--against", config, "--config-file", join(folder.path, "none")],
      /^STACK_CONFIG_UNREADABLE: /,
    ],
    "no place to write": [
      () => ["--working-tree", "--svg", join(config, "x.svg")],
      /^USAGE: The file cannot be written/,
    ],
  };
  for (const [what, [args, says]] of Object.entries(misused)) {
    it(`ends with 2 for ${what}`, async () => {
      const { code, notes } = await report(...args());
      assert.equal(code, 2);
      assert.match(notes.join("\n"), says);
    });
  }

  it("refuses results of another stack, and those of another form with the place", async () => {
    const check = { system: "gateway", name: "a", expected: "1", actual: "1", ok: true };
    for (const [content, says] of [
      [
        { stack: "prod", checks: [check] },
        /^USAGE: The results are of another stack\.\n.*\n {2}expected: dev\n {2}found: prod/,
      ],
      [{ stack: "dev", checks: [{ ...check, system: "other" }] }, /found: checks\.0\.system/],
    ] as const) {
      const { code, notes } = await report("--verify", await folder.write("results.json", JSON.stringify(content)));
      assert.equal(code, 2);
      assert.match(notes.join("\n"), says);
    }
  });
});

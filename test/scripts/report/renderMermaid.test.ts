import assert from "node:assert/strict";
import type { TrustGraph } from "../../../scripts/lib/report/graph/TrustGraph.ts";
import { trustGraphs } from "../../../scripts/lib/report/graph/trustGraphs.ts";
import { changeGraphs } from "../../../scripts/lib/report/change/changeGraphs.ts";
import { mermaidLabel } from "../../../scripts/lib/report/mermaid/mermaidLabel.ts";
import { renderMermaid } from "../../../scripts/lib/report/mermaid/renderMermaid.ts";
import { changed, deploy, settings } from "../verify/support/deployedTrust.ts";
import { accessGrantsTrust, manyPeople, ownPlaces } from "./accessGrantsTrust.ts";
import { microsoftTrust } from "./microsoftTrust.ts";
import { withApis, withRoutes } from "./support/stacks.ts";

const text = String.raw`(?:[\p{L}\p{M}\p{Nd} ]|#\d+;)+`;
const label = String.raw`"${text}(?:<br/>${text})?"`;
const forms = {
  node: new RegExp(
    String.raw`^(n\d+)(?:\(\[${label}\]\)|\{\{${label}\}\}|\[\[${label}\]\]|\(${label}\)|\[${label}\]):::(\w+)$`,
    "u",
  ),
  open: new RegExp(String.raw`^subgraph (s\d+)\["${text}"\]$`, "u"),
  direction: /^direction LR$/,
  close: /^end$/,
  edge: new RegExp(String.raw`^(n\d+) (?:-->|-\.->|==>\|"${text}"\||-\.-x\|"${text}"\|) (n\d+)$`, "u"),
  links: /^linkStyle (\d+(?:,\d+)*) stroke:#[0-9a-f]{6},stroke-width:\dpx$/,
  style:
    /^classDef (\w+) fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}(?:,stroke-width:\dpx)?(?:,stroke-dasharray:\d \d)?$/,
} as const;

/**
 * Reads a chart by the few forms that are written, each of which is one of Mermaid's grammar, and checks what that asks for:
 * ids that are declared, blocks that are closed, numbers of edges that there are, and its limits.
 */
function read(chart: string): { readonly nodes: number; readonly edges: number; readonly labels: readonly string[] } {
  assert.ok(chart.length <= 50_000, `${chart.length} characters`);
  const [first, ...lines] = chart.slice(0, -1).split("\n");
  assert.equal(first, "flowchart LR");
  const [nodes, subgraphs, classes, used] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  let [depth, edges] = [0, 0];
  const styled: number[] = [];
  for (const line of lines.map((one) => one.trimStart())) {
    const form = (Object.keys(forms) as (keyof typeof forms)[]).find((name) => forms[name].test(line));
    assert.ok(form, `no such form: ${line}`);
    const [, one = "", two = ""] = forms[form].exec(line)!;
    if (form === "node") {
      assert.ok(!nodes.has(one), `${one} is there twice`);
      nodes.add(one);
      used.add(two);
    }
    if (form === "open") {
      assert.ok(!subgraphs.has(one));
      subgraphs.add(one);
      depth += 1;
    }
    if (form === "close") depth -= 1;
    if (form === "edge") {
      edges += 1;
      for (const id of [one, two]) assert.ok(nodes.has(id), `${id} is not declared`);
    }
    if (form === "links") styled.push(...one.split(",").map(Number));
    if (form === "style") classes.add(one);
    assert.ok(depth >= 0);
  }
  assert.equal(depth, 0);
  assert.deepEqual([...used].sort(), [...classes].sort());
  assert.ok(styled.every((index) => index < edges) && new Set(styled).size === styled.length);
  assert.ok(edges <= 500, `${edges} edges`);
  return { nodes: nodes.size, edges, labels: lines.flatMap((line) => decode(/"(.*?)"/.exec(line)?.[1] ?? "")) };
}

const decode = (encoded: string): string =>
  encoded.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe("renderMermaid", () => {
  it("draws every node and every edge of a small trust, with its words", () => {
    const graphs = trustGraphs(deploy(settings));
    const { nodes, edges, labels } = read(renderMermaid(graphs));
    assert.equal(
      nodes,
      graphs.reduce((sum, graph) => sum + graph.nodes.length, 0),
    );
    assert.equal(
      edges,
      graphs.reduce((sum, graph) => sum + graph.edges.length, 0),
    );
    for (const word of ["admin<br/>main", "GET /keys<br/>keys.read", "inventory · main<br/>https://api.example.com"]) {
      assert.ok(labels.includes(word), word);
    }
  });

  it("says what comes and what goes by words, by the kind of a line, and by colour", () => {
    const after = changed(({ apis }) => {
      apis["inventory"]!.routes["POST /keys"]!["scopes"] = ["keys.read"];
      delete apis["inventory"]!.routes["GET /health"];
    });
    const chart = renderMermaid(changeGraphs(deploy(settings), deploy(after), { onlyChanges: true }));
    const { labels } = read(chart);
    for (const word of ["changed: POST /keys<br/>keys.read", "gone: GET /health<br/>public", "+ reader", "− Anyone"]) {
      assert.ok(labels.includes(word), word);
    }
    assert.match(chart, /==>\|"#43; reader"\|/);
    assert.match(chart, /-\.-x\|"#8722; Anyone"\|/);
    assert.match(chart, /"What does not change is left out#58; 2 nodes"/);
  });

  it("lets every graph run from left to right: Mermaid turns a block that no edge leads into, unless that says its direction", () => {
    const graphs = trustGraphs(deploy(settings));
    assert.equal(graphs.length, 2);
    const lines = renderMermaid(graphs)
      .split("\n")
      .map((line) => line.trim());
    for (const { title } of graphs) {
      const opened = lines.findIndex((line) => line.startsWith("subgraph ") && line.endsWith(`["${title}"]`));
      assert.equal(lines[opened + 1], "direction LR", title);
    }
    assert.equal(lines.filter((line) => line === "direction LR").length, graphs.length);
  });

  const trusts = {
    "of all relying parties": () => trustGraphs(microsoftTrust()),
    "of 300 routes": () => trustGraphs(deploy(withRoutes(300))),
    "of 12 APIs with 24 routes": () => trustGraphs(deploy(withApis(12, 24))),
    "of 100 APIs with 30 routes": () => trustGraphs(deploy(withApis(100, 30))),
    "of 200 people": () => trustGraphs(accessGrantsTrust(manyPeople(200))),
    "of 200 people with a place each": () => trustGraphs(accessGrantsTrust(ownPlaces(200))),
    "of a first deployment": () => changeGraphs(undefined, deploy(withRoutes(300))),
    "of a change of everything": () => changeGraphs(deploy(withApis(10, 24)), deploy(withRoutes(300))),
    "of nothing": () => [],
  } satisfies Readonly<Record<string, () => readonly TrustGraph[]>>;
  for (const [what, graphs] of Object.entries(trusts)) {
    it(`stays within Mermaid's limits and grammar with a graph ${what}, the same at each time`, () => {
      const chart = renderMermaid(graphs());
      read(chart);
      assert.equal(renderMermaid(graphs()), chart);
    });
  }

  it("leaves out what nobody could draw, and says how much", () => {
    const graphs = trustGraphs(deploy(withApis(100, 30)));
    const chart = renderMermaid(graphs, { mostCharacters: 5_000 });
    assert.ok(chart.length <= 5_000);
    const { labels } = read(chart);
    assert.ok(
      labels.some((one) => /^\d+ more parts are too much to draw here\.$/.test(one)),
      labels.at(-1),
    );
  });

  const hostile = [
    'a"]; click n1 "javascript:alert(1)"',
    "end",
    "#quot;#35;",
    "a --> b",
    "<img src=x onerror=alert(1)>",
    "`**bold**`",
    "%%{init: {}}%%",
    "style x fill:#fff;",
    "classDef x fill:#f00;",
    "n1:::open",
    "ﬂ°°35¶ß",
    "1. one",
    "- one",
    "@alice #1 https://evil.example",
    "line\nbreak\u2028and\ttab",
    "\u202eturned\u0000",
    "\ud800half",
    "ключ 鍵 🔑 é",
    "x".repeat(5_000),
    "",
    " ",
    "|{}[]()<>;&'\\$^~",
  ];
  it("writes whatever a name holds as text", () => {
    const nodes = hostile.map((name, index) => ({
      ...({
        id: `client:${index}`,
        column: "subject",
        label: name,
        detail: name,
        description: name,
        tone: "plain",
      } as const),
    }));
    const target = {
      id: "r",
      column: "resource",
      label: "r",
      detail: "",
      description: "",
      tone: "plain",
      frame: hostile[0]!,
    } as const;
    const graph: TrustGraph = {
      title: hostile[3]!,
      headings: { subject: "end", issuer: "b", verifier: "c", resource: "d" },
      nodes: [...nodes, target],
      edges: nodes.map(({ id }) => ({ from: id, to: "r", subjects: [id], gained: [id] })),
      note: hostile[4]!,
    };
    const { labels } = read(renderMermaid([graph, graph]));
    assert.ok(labels.includes("end<br/>end"));
    assert.ok(labels.some((one) => one.startsWith("<img src=x onerror=alert(1)><br/>")));
    assert.ok(labels.every((one) => one.length < 150));
  });

  it("keeps letters and digits of all scripts, and escapes all else", () => {
    assert.equal(mermaidLabel("ключ 鍵 1"), "ключ 鍵 1");
    assert.equal(mermaidLabel('"#;`<'), "#34;#35;#59;#96;#60;");
    assert.equal(mermaidLabel("🔑"), "#128273;");
    assert.equal(mermaidLabel(""), "#8201;");
  });

  it("parts what Mermaid would read again once the codes are characters", () => {
    assert.equal(mermaidLabel("$$x$$"), "#36;#8204;#36;x#36;#8204;#36;");
    assert.equal(mermaidLabel("$default"), "#36;default");
    assert.equal(mermaidLabel("\\n"), "#92;#8204;n");
    assert.equal(mermaidLabel("fab:fa-github"), "fab#58;#8204;fa#45;github");
    assert.equal(mermaidLabel("alfa:beta"), "alfa#58;beta");
    assert.equal(mermaidLabel("ﬂ°°35¶ß"), "ﬂ#8204;#176;#176;35#182;#8204;ß");
  });
});

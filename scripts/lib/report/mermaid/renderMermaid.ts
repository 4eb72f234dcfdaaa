import { groupAlike } from "../change/groupAlike.ts";
import { mostInColumn } from "../graph/groupToFit.ts";
import type { Column, GraphEdge, GraphNode, NodeChange, TrustGraph } from "../graph/TrustGraph.ts";
import { mermaidLabel } from "./mermaidLabel.ts";

export interface MermaidOptions {
  /**
   * How long the text may be; 40,000 characters unless given. Mermaid draws none of more than 50,000 unless whoever shows it
   * raised that (Mermaid's config schema, `maxTextSize`).
   */
  readonly mostCharacters?: number;
}

/** Mermaid draws at most 500 edges (`maxEdges`), and no diagram can raise that (Mermaid's config schema, secure keys). */
const mostEdges = 480;

/**
 * Graphs as one Mermaid flowchart, without a fence around it; its last line ends in a line break. Where all of it would be more
 * than Mermaid draws, more is drawn together, and in the end graphs are left out; the picture says so. The same graphs give
 * the same bytes.
 */
export function renderMermaid(graphs: readonly TrustGraph[], { mostCharacters = 40_000 }: MermaidOptions = {}): string {
  const fits = ({ lines, edges }: Flowchart): boolean =>
    edges <= mostEdges && lines.reduce((sum, line) => sum + line.length + 1, 0) <= mostCharacters;
  for (const most of [mostInColumn, 12, 6, 1]) {
    const chart = drawChart(graphs.map((graph) => groupAlike(graph, most)));
    if (fits(chart)) return toText(chart);
  }
  const small = graphs.map((graph) => groupAlike(graph, 1));
  let [drawn, tooMany] = [0, small.length + 1];
  while (tooMany - drawn > 1) {
    const middle = Math.floor((drawn + tooMany) / 2);
    if (fits(drawChart(small.slice(0, middle), small.length - middle))) drawn = middle;
    else tooMany = middle;
  }
  return toText(drawChart(small.slice(0, drawn), small.length - drawn));
}

interface Flowchart {
  readonly lines: readonly string[];
  readonly edges: number;
}

const toText = ({ lines }: Flowchart): string => `${lines.join("\n")}\n`;

/** Fill, line and text are all given, so that they are read on a light page and on a dark one. */
const classes = {
  plain: "fill:#f6f8fa,stroke:#57606a,color:#1f2328",
  open: "fill:#fff8c5,stroke:#9a6700,color:#1f2328,stroke-width:2px,stroke-dasharray:6 3",
  closed: "fill:#eaeef2,stroke:#8c959f,color:#57606a,stroke-dasharray:2 2",
  added: "fill:#dafbe1,stroke:#1a7f37,color:#1f2328,stroke-width:4px",
  removed: "fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-width:2px,stroke-dasharray:3 3",
  changed: "fill:#ddf4ff,stroke:#0969da,color:#1f2328,stroke-width:3px",
  note: "fill:#ffffff,stroke:#8c959f,color:#57606a,stroke-width:0px",
} as const;

const shapes: Readonly<Record<Column, readonly [open: string, close: string]>> = {
  subject: ["([", "])"],
  issuer: ["{{", "}}"],
  verifier: ["[[", "]]"],
  resource: ["(", ")"],
};

const changeWords: Readonly<Record<NodeChange, string>> = { added: "new", removed: "gone", changed: "changed" };

function drawChart(graphs: readonly TrustGraph[], leftOut = 0): Flowchart {
  const drawing = new Drawing();
  for (const graph of graphs) drawing.addGraph(graph, graphs.length > 1);
  if (leftOut > 0) drawing.addNote(`${leftOut} more ${leftOut === 1 ? "part is" : "parts are"} too much to draw here.`);
  if (graphs.length + leftOut === 0) drawing.addNote("Nothing to draw.");
  return drawing.build();
}

/** Lines of a flowchart. Every id is made up here, and every text is between quotes. */
class Drawing {
  readonly #lines: string[] = [];
  readonly #edges: string[] = [];
  readonly #used = new Set<keyof typeof classes>();
  readonly #gained: number[] = [];
  readonly #lost: number[] = [];
  #nodes = 0;
  #subgraphs = 0;
  #indent = 1;

  addGraph(graph: TrustGraph, titled: boolean): void {
    const ids = new Map(graph.nodes.map(({ id }) => [id, `n${(this.#nodes += 1)}`]));
    const idOf = (node: GraphNode): string => ids.get(node.id) ?? "";
    if (titled) {
      this.#openSubgraph(graph.title);
      // A block that no edge leads into lies across the chart otherwise (Mermaid documentation, "Direction in subgraphs").
      this.#line("direction LR");
    }
    for (const column of ["subject", "issuer", "verifier"] as const) {
      this.#addGroup(
        graph.headings[column],
        graph.nodes.filter((node) => node.column === column),
        idOf,
      );
    }
    const resources = graph.nodes.filter(({ column }) => column === "resource");
    for (const [frame, nodes] of Map.groupBy(resources, (node) => node.frame ?? graph.headings.resource)) {
      this.#addGroup(frame, nodes, idOf);
    }
    const grouped = graph.nodes.some(({ names }) => names !== undefined);
    const notes = [
      ...(graph.note === undefined ? [] : [graph.note]),
      ...(grouped ? ["What is alike is one node"] : []),
    ];
    if (notes.length > 0) this.addNote(notes.join(". "));
    if (titled) this.#closeSubgraph();
    const names = new Map(graph.nodes.map((node) => [node.id, node.label]));
    const byId = new Map(graph.nodes.map((node) => [node.id, node]));
    for (const edge of graph.edges) this.#addEdge(edge, ids, names, byId);
  }

  addNote(text: string): void {
    this.#used.add("note");
    this.#line(`n${(this.#nodes += 1)}["${mermaidLabel(text)}"]:::note`);
  }

  build(): Flowchart {
    const links = [
      ...(this.#gained.length > 0 ? [`linkStyle ${this.#gained.join(",")} stroke:#2da44e,stroke-width:4px`] : []),
      ...(this.#lost.length > 0 ? [`linkStyle ${this.#lost.join(",")} stroke:#cf222e,stroke-width:2px`] : []),
    ];
    const defined = (Object.keys(classes) as (keyof typeof classes)[]).filter((name) => this.#used.has(name));
    const styles = defined.map((name) => `classDef ${name} ${classes[name]}`);
    const below = [...this.#edges, ...links, ...styles].map((line) => `  ${line}`);
    return { lines: ["flowchart LR", ...this.#lines, ...below], edges: this.#edges.length };
  }

  #addGroup(title: string, nodes: readonly GraphNode[], idOf: (node: GraphNode) => string): void {
    if (nodes.length === 0) return;
    this.#openSubgraph(title);
    for (const node of nodes) {
      const [open, close] = shapes[node.column];
      const style = node.change ?? node.tone;
      const word = node.change === undefined ? "" : `${changeWords[node.change]}: `;
      const detail = node.detail === "" ? "" : `<br/>${mermaidLabel(node.detail)}`;
      this.#used.add(style);
      this.#line(`${idOf(node)}${open}"${mermaidLabel(`${word}${node.label}`)}${detail}"${close}:::${style}`);
    }
    this.#closeSubgraph();
  }

  #addEdge(
    { from, to, subjects, gained = [], lost = [] }: GraphEdge,
    ids: ReadonlyMap<string, string>,
    names: ReadonlyMap<string, string>,
    nodes: ReadonlyMap<string, GraphNode>,
  ): void {
    const [start, end] = [ids.get(from), ids.get(to)];
    if (start === undefined || end === undefined) return;
    const who = (subject: readonly string[]): string => {
      const named = subject.map((id) => names.get(id) ?? id);
      return named.length > 3 ? `${named.length} of them` : named.join(", ");
    };
    const changed = new Set([...gained, ...lost]);
    const ends = [nodes.get(from)?.change, nodes.get(to)?.change];
    const isNew = gained.length > 0 || (subjects.length === 0 && ends.includes("added") && !ends.includes("removed"));
    const isGone = lost.length > 0 || (subjects.length === 0 && ends.includes("removed"));
    if (subjects.some((subject) => !changed.has(subject)) || (!isNew && !isGone)) {
      this.#edges.push(`${start} ${nodes.get(to)?.tone === "open" ? "-.->" : "-->"} ${end}`);
    }
    if (isNew) {
      this.#gained.push(this.#edges.length);
      this.#edges.push(`${start} ==>|"${mermaidLabel(`+ ${who(gained)}`)}"| ${end}`);
    }
    if (isGone) {
      this.#lost.push(this.#edges.length);
      this.#edges.push(`${start} -.-x|"${mermaidLabel(`− ${who(lost)}`)}"| ${end}`);
    }
  }

  #openSubgraph(title: string): void {
    this.#line(`subgraph s${(this.#subgraphs += 1)}["${mermaidLabel(title)}"]`);
    this.#indent += 1;
  }

  #closeSubgraph(): void {
    this.#indent -= 1;
    this.#line("end");
  }

  #line(text: string): void {
    this.#lines.push("  ".repeat(this.#indent) + text);
  }
}

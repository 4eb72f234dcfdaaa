import { type Layout, layoutGraph, type PlacedNode } from "../graph/layoutGraph.ts";
import type { GraphEdge, NodeChange, TrustGraph } from "../graph/TrustGraph.ts";
import { html, type Markup } from "../../html/html.ts";
import { shortenMiddle } from "../shortenMiddle.ts";

const headRoom = 30;
/** Characters that fit into a node. */
const labelLimits = { subject: 20, issuer: 25, verifier: 24, resource: 30 } as const;
const detailLimits = { subject: 22, issuer: 28, verifier: 27, resource: 33 } as const;

/** A graph as the inside of an SVG, whose style is `picture.css`. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly content: Markup;
}

/** Draws a graph: its headings, and below them its nodes and edges. */
export function drawGraph(graph: TrustGraph): Drawing {
  const layout = layoutGraph(graph);
  const nodes = new Map(layout.nodes.map((node) => [node.id, node]));
  const edges = graph.edges.flatMap((edge) => linesOf(edge, nodes));
  const content = html`${drawHeadings(graph, layout)}<g transform="translate(0 ${headRoom})"
      >${layout.frames.map(
        ({ label, x, y, width, height }) =>
          html`<rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="12" />
            <text class="api" x="${x + 16}" y="${y + 23}">${shortenMiddle(label, 34)}</text>`,
      )}
      ${edges.map(drawLine)} ${layout.nodes.map(drawNode)} ${edges.map(drawSign)}</g
    >`;
  return { width: layout.width, height: layout.height + headRoom, content };
}

function drawHeadings({ headings }: TrustGraph, { nodes }: Layout): readonly (Markup | undefined)[] {
  return Object.entries(headings).map(([column, heading]) => {
    const node = nodes.find((candidate) => candidate.column === column);
    return node && html`<text class="column" x="${node.x}" y="20">${heading}</text>`;
  });
}

/** What is drawn of an edge: those who come this way as before, those who are new, and those who come no more. */
interface Line {
  readonly edge: GraphEdge;
  readonly subjects: readonly string[];
  readonly kind: "kept" | "gained" | "lost";
  readonly tone: PlacedNode["tone"];
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

function linesOf(edge: GraphEdge, nodes: ReadonlyMap<string, PlacedNode>): readonly Line[] {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  if (from === undefined || to === undefined) return [];
  const { subjects, gained = [], lost = [] } = edge;
  const kept = subjects.filter((subject) => !gained.includes(subject) && !lost.includes(subject));
  const line = (kind: Line["kind"], own: readonly string[], shift: number): Line => ({
    ...{ edge, subjects: own, kind, tone: to.tone },
    from: [from.x + from.width, from.y + from.height / 2 + shift],
    to: [to.x, to.y + to.height / 2 + shift],
  });
  if (subjects.length === 0) return [line(ofEnds(from.change, to.change), [], 0)];
  const parts = [
    ...(kept.length > 0 ? [["kept", kept] as const] : []),
    ...(gained.length > 0 ? [["gained", gained] as const] : []),
    ...(lost.length > 0 ? [["lost", lost] as const] : []),
  ];
  return parts.map(([kind, own], index) => line(kind, own, (index - (parts.length - 1) / 2) * 7));
}

/** A way that nobody comes is as new as its ends. */
function ofEnds(...changes: readonly (NodeChange | undefined)[]): Line["kind"] {
  if (changes.includes("removed")) return "lost";
  return changes.includes("added") ? "gained" : "kept";
}

function drawLine({ edge, subjects, kind, tone, from, to }: Line): Markup {
  const bend = (to[0] - from[0]) / 2;
  const path = `M${from[0]} ${from[1]}C${from[0] + bend} ${from[1]} ${to[0] - bend} ${to[1]} ${to[0]} ${to[1]}`;
  return html`<path
    class="edge ${tone}${kind === "kept" ? "" : ` ${kind}`}"
    d="${path}"
    data-from="${edge.from}"
    data-to="${edge.to}"
    data-subjects="${subjects.join(" ")}"
  />`;
}

/** Says what becomes of a line by more than its colour. */
function drawSign({ edge, subjects, kind, from, to }: Line): Markup | undefined {
  if (kind === "kept") return undefined;
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return html`<g
    class="sign ${kind}"
    transform="translate(${x} ${y})"
    data-from="${edge.from}"
    data-to="${edge.to}"
    data-subjects="${subjects.join(" ")}"
  >
    <circle r="8" />
    <text y="4.5">${kind === "gained" ? "+" : "−"}</text>
  </g>`;
}

const badges: Readonly<Record<NodeChange, string>> = { added: "new", removed: "gone", changed: "changed" };

function drawNode(node: PlacedNode): Markup {
  const { column, change } = node;
  const badge = change && badges[change];
  const limit = labelLimits[column] - (badge === undefined ? 0 : badge.length + 1);
  const all = node.names === undefined ? undefined : html` data-names="${node.names.join("; ")}"`;
  return html`<g
    class="node ${column} ${node.tone}${change === undefined ? "" : ` ${change}`}"
    data-id="${node.id}"
    ${all}
    transform="translate(${node.x} ${node.y})"
  >
    <title>${badge === undefined ? "" : `${badge}: `}${node.description}</title>
    <rect width="${node.width}" height="${node.height}" rx="8" />
    <text class="label" x="12" y="${node.detail === "" ? 27 : 19}">${shortenMiddle(node.label, limit)}</text>
    <text class="detail" x="12" y="34">${shortenMiddle(node.detail, detailLimits[column])}</text>
    ${badge === undefined ? undefined : html`<text class="badge" x="${node.width - 10}" y="17" text-anchor="end">${badge}</text>`}
  </g>`;
}

import { layoutGraph } from "../graph/layoutGraph.ts";
import type { PlacedNode } from "../graph/layoutGraph.ts";
import type { GraphEdge, TrustGraph } from "../graph/TrustGraph.ts";
import { html } from "./html.ts";
import type { Markup } from "./html.ts";

const headRoom = 30;
/** Characters that fit into a node. */
const labelLimits = { subject: 20, issuer: 25, verifier: 24, resource: 30 } as const;
const detailLimits = { subject: 22, issuer: 28, verifier: 27, resource: 33 } as const;

/** A graph as inline SVG; the page's script adds highlighting, and without it the picture stands as it is. */
export function renderGraph(graph: TrustGraph): Markup {
  const layout = layoutGraph(graph);
  const nodes = new Map(layout.nodes.map((node) => [node.id, node]));
  const height = layout.height + headRoom;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${graph.title}">
    <svg
      class="graph"
      width="${layout.width}"
      height="${height}"
      viewBox="0 0 ${layout.width} ${height}"
      role="group"
      aria-label="${graph.title}, from left to right: ${Object.values(graph.headings).join(", ")}"
    >
      ${Object.entries(graph.headings).map(([column, heading]) => {
        const node = layout.nodes.find((candidate) => candidate.column === column);
        return node && html`<text class="column" x="${node.x}" y="20">${heading}</text>`;
      })}
      <g transform="translate(0 ${headRoom})">
        ${layout.frames.map(
          ({ label, x, y, width, height: tall }) =>
            html`<rect class="frame" x="${x}" y="${y}" width="${width}" height="${tall}" rx="12" />
              <text class="api" x="${x + 16}" y="${y + 23}">${label}</text>`,
        )}
        ${graph.edges.map((edge) => renderEdge(edge, nodes))} ${layout.nodes.map(renderNode)}
      </g>
    </svg>
  </div>`;
}

function renderEdge(edge: GraphEdge, nodes: ReadonlyMap<string, PlacedNode>): Markup | undefined {
  const from = nodes.get(edge.from);
  const to = nodes.get(edge.to);
  if (from === undefined || to === undefined) return undefined;
  const startX = from.x + from.width;
  const startY = from.y + from.height / 2;
  const endY = to.y + to.height / 2;
  const bend = (to.x - startX) / 2;
  const path = `M${startX} ${startY}C${startX + bend} ${startY} ${to.x - bend} ${endY} ${to.x} ${endY}`;
  return html`<path
    class="edge ${to.tone}"
    d="${path}"
    data-from="${edge.from}"
    data-to="${edge.to}"
    data-subjects="${edge.subjects.join(" ")}"
  />`;
}

function renderNode(node: PlacedNode): Markup {
  return html`<g
    class="node ${node.column} ${node.tone}"
    data-id="${node.id}"
    transform="translate(${node.x} ${node.y})"
  >
    <title>${node.description}</title>
    <rect width="${node.width}" height="${node.height}" rx="8" />
    <text class="label" x="12" y="${node.detail === "" ? 27 : 19}"
      >${shorten(node.label, labelLimits[node.column])}</text
    >
    <text class="detail" x="12" y="34">${shorten(node.detail, detailLimits[node.column])}</text>
  </g>`;
}

/** Cuts in the middle: both ends of a path or an URL tell more than its middle. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const tail = Math.floor((limit - 1) / 2);
  return `${text.slice(0, limit - 1 - tail)}…${text.slice(-tail)}`;
}

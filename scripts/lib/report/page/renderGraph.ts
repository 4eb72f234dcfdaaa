import type { TrustGraph } from "../graph/TrustGraph.ts";
import { drawGraph } from "../picture/drawGraph.ts";
import { html, type Markup } from "../../html/html.ts";

/** A graph as inline SVG; the page's script adds highlighting, and without it the picture stands as it is. */
export function renderGraph(graph: TrustGraph): Markup {
  const { width, height, content } = drawGraph(graph);
  return html`${graph.note === undefined ? undefined : html`<p class="quiet">${graph.note}.</p>`}
    <div class="scroll" tabindex="0" role="region" aria-label="${graph.title}">
      <svg
        class="graph"
        width="${width}"
        height="${height}"
        viewBox="0 0 ${width} ${height}"
        role="group"
        aria-label="${graph.title}, from left to right: ${Object.values(graph.headings).join(", ")}"
      >
        ${content}
      </svg>
    </div>`;
}

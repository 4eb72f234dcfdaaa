import type { TrustGraph } from "../graph/TrustGraph.ts";
import { html, type Markup } from "../../html/html.ts";
import { renderFilter } from "./renderFilter.ts";
import { renderGraph } from "./renderGraph.ts";

/** Graphs below each other, those that can be closed where there are several; and a form that points nodes out. */
export function renderGraphs(graphs: readonly TrustGraph[]): Markup {
  const [only] = graphs;
  if (only === undefined) return html`<p class="quiet">Neither an API nor a relying party is declared.</p>`;
  const finder = renderFilter("Find in the graph", "client, person, route, place …");
  if (graphs.length === 1)
    return html`${finder}
      <div class="alone">${renderGraph(only)}</div>`;
  return html`${finder}
  ${graphs.map(
    (graph, index) =>
      html`<details class="group" ${index === 0 || graphs.length === 2 ? html`open` : undefined}>
        <summary><h3>${graph.title}</h3></summary>
        ${renderGraph(graph)}
      </details>`,
  )}`;
}

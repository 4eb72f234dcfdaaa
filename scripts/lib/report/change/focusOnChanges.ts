import type { GraphEdge, TrustGraph } from "../graph/TrustGraph.ts";

/**
 * Of a graph of what changes only that, and the ways that lead there; its note says how much of the rest there is. Undefined
 * where nothing changes.
 */
export function focusOnChanges(graph: TrustGraph): TrustGraph | undefined {
  const kept = new Map<GraphEdge, Set<string>>();
  for (const edge of graph.edges) {
    const changed = [...(edge.gained ?? []), ...(edge.lost ?? [])];
    if (changed.length > 0) keepWays(graph.edges, edge, new Set(changed), kept);
  }
  const ends = new Set([...kept.keys()].flatMap(({ from, to }) => [from, to]));
  const nodes = graph.nodes.filter(({ id, change }) => ends.has(id) || change !== undefined);
  if (nodes.length === 0) return undefined;
  const ids = new Set(nodes.map(({ id }) => id));
  const edges = graph.edges.flatMap((edge): GraphEdge[] => {
    const subjects = kept.get(edge);
    if (subjects !== undefined) return [{ ...edge, subjects: edge.subjects.filter((one) => subjects.has(one)) }];
    return ids.has(edge.from) && ids.has(edge.to) && edge.subjects.length === 0 ? [edge] : [];
  });
  const hidden = graph.nodes.length - nodes.length;
  const note =
    hidden === 0 ? undefined : `What does not change is left out: ${hidden} ${hidden === 1 ? "node" : "nodes"}`;
  return { ...graph, nodes, edges, ...(note !== undefined && { note }) };
}

/** Keeps an edge for some subjects, and back from it every edge by which these come. */
function keepWays(
  edges: readonly GraphEdge[],
  edge: GraphEdge,
  subjects: ReadonlySet<string>,
  kept: Map<GraphEdge, Set<string>>,
): void {
  const before = kept.get(edge);
  const fresh = [...subjects].filter((subject) => !before?.has(subject));
  if (fresh.length === 0) return;
  kept.set(edge, new Set([...(before ?? []), ...fresh]));
  for (const earlier of edges) {
    if (earlier.to !== edge.from) continue;
    const shared = fresh.filter((subject) => earlier.subjects.includes(subject));
    if (shared.length > 0) keepWays(edges, earlier, new Set(shared), kept);
  }
}

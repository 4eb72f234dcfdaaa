import { isDeepStrictEqual } from "node:util";
import type { GraphEdge, GraphNode, TrustGraph } from "../graph/TrustGraph.ts";

/**
 * Two graphs of the same things as one: what one of them has alone came or went, and so did the subjects of an edge that
 * come that way in one of them alone. Nodes are the same by their ids, so neither graph may have nodes that stand for several.
 * @param before undefined where nothing of it was there, as `after` is where nothing of it stays
 * @param staying ids of subjects that are declared in both, though one may reach nothing, and so not be drawn
 */
export function mergeGraphs(
  before: TrustGraph | undefined,
  after: TrustGraph | undefined,
  staying: ReadonlySet<string> = new Set(),
): TrustGraph {
  const kept = after ?? before;
  if (kept === undefined) throw new Error("there is no graph to draw");
  const was = new Map(before?.nodes.map((node) => [node.id, node]));
  const is = new Map(after?.nodes.map((node) => [node.id, node]));
  const nodes = [
    ...[...is.values()].map((node) => withChange(was.get(node.id), node)),
    ...[...was.values()].flatMap((node): GraphNode[] => (is.has(node.id) ? [] : [{ ...node, change: "removed" }])),
  ].map(({ change, ...node }) => (change === undefined || staying.has(node.id) ? node : { ...node, change }));
  return { title: kept.title, headings: kept.headings, nodes: frameByFrame(nodes), edges: mergeEdges(before, after) };
}

function withChange(before: GraphNode | undefined, after: GraphNode): GraphNode {
  if (before === undefined) return { ...after, change: "added" };
  const shown = ({ label, detail, tone }: GraphNode) => [label, detail, tone];
  if (isDeepStrictEqual(shown(before), shown(after))) return after;
  return { ...after, change: "changed", description: `${after.description}. Before: ${before.description}` };
}

function mergeEdges(before: TrustGraph | undefined, after: TrustGraph | undefined): readonly GraphEdge[] {
  const [was, is] = [before, after].map((graph) => new Map(graph?.edges.map((edge) => [keyOf(edge), edge])));
  const edges = new Map([...(was ?? []), ...(is ?? [])]);
  return [...edges].map(([key, { from, to }]) => {
    const [subjectsBefore = [], subjectsAfter = []] = [was?.get(key)?.subjects, is?.get(key)?.subjects];
    // What has no subjects is a way that is there or not, and nobody's.
    const gained = subjectsAfter.filter((subject) => !subjectsBefore.includes(subject));
    const lost = subjectsBefore.filter((subject) => !subjectsAfter.includes(subject));
    return {
      ...{ from, to, subjects: [...new Set([...subjectsAfter, ...subjectsBefore])] },
      ...(gained.length > 0 && { gained }),
      ...(lost.length > 0 && { lost }),
    };
  });
}

const keyOf = ({ from, to }: GraphEdge): string => `${from}→${to}`;

/** What belongs to one API or relying party stands together. */
function frameByFrame(nodes: readonly GraphNode[]): readonly GraphNode[] {
  return [...Map.groupBy(nodes, ({ frame }) => frame ?? "").values()].flat();
}

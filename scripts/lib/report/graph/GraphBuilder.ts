import type { GraphEdge, GraphNode, TrustGraph } from "./TrustGraph.ts";

/** Gathers nodes and edges, each of them once. */
export class GraphBuilder {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();

  /** Of nodes with the same id the first stays. @returns the id */
  addNode(node: GraphNode): string {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node);
    return node.id;
  }

  /** An edge that is there already gets the subjects beside its own. */
  connect(from: string, to: string, subjects: readonly string[]): void {
    const id = `${from}→${to}`;
    const merged = new Set([...(this.#edges.get(id)?.subjects ?? []), ...subjects]);
    this.#edges.set(id, { from, to, subjects: [...merged] });
  }

  build(title: string, headings: TrustGraph["headings"]): TrustGraph {
    return { title, headings, nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }
}

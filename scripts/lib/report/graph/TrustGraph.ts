/** The trust as a graph in four columns; an edge leads from a column to one on its right. */
export interface TrustGraph {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export type Column = "client" | "issuer" | "authorizer" | "route";

export interface GraphNode {
  readonly id: string;
  readonly column: Column;
  readonly label: string;
  /** A second, smaller line. */
  readonly detail: string;
  /** Everything there is to say, for a tooltip. */
  readonly description: string;
  /** `open`: for everyone, or for more than the declared clients; `closed`: for nobody. */
  readonly tone: "plain" | "open" | "closed";
  /** The API that the node belongs to. */
  readonly api?: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** The ids of the client nodes that come this way. */
  readonly clients: readonly string[];
}

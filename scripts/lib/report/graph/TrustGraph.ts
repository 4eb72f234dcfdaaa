/** Trust as a graph in four columns; an edge leads from a column to one on its right. */
export interface TrustGraph {
  readonly title: string;
  /** What stands above each column. */
  readonly headings: Readonly<Record<Column, string>>;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** What the picture leaves out, in a sentence. */
  readonly note?: string;
}

/** From left to right: who comes, who signs their tokens, what checks these, and what it opens. */
export type Column = "subject" | "issuer" | "verifier" | "resource";

export interface GraphNode {
  /** Of a subject without spaces. */
  readonly id: string;
  readonly column: Column;
  readonly label: string;
  /** A second, smaller line. */
  readonly detail: string;
  /** Everything there is to say, for a tooltip. */
  readonly description: string;
  /** `open`: for everyone, for more than those who are declared, or for whom the vendor alone knows; `closed`: for nobody. */
  readonly tone: "plain" | "open" | "closed";
  /** The API or relying party that a resource belongs to: what it is framed with. */
  readonly frame?: string;
  /** Of a node that stands for several, the names of them all. */
  readonly names?: readonly string[];
  /** Only in a graph of what changes, and only of what does. */
  readonly change?: NodeChange;
}

/** `changed`: it says something else than before. */
export type NodeChange = "added" | "removed" | "changed";

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** The ids of the subjects that come this way, or came. */
  readonly subjects: readonly string[];
  /** Those of them that did not before; only in a graph of what changes. */
  readonly gained?: readonly string[];
  /** Those of them that do no more; only in a graph of what changes. */
  readonly lost?: readonly string[];
}

import type { Column, GraphEdge, GraphNode, TrustGraph } from "./TrustGraph.ts";

export interface PlacedNode extends GraphNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The frame around what belongs to one API or relying party. */
export interface Frame {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly frames: readonly Frame[];
}

const columns: readonly Column[] = ["subject", "issuer", "verifier", "resource"];
const widths: Readonly<Record<Column, number>> = { subject: 176, issuer: 216, verifier: 208, resource: 248 };
const columnGap = 64;
const nodeHeight = 44;
const rowHeight = nodeHeight + 12;
const margin = 24;
const framePadding = 16;
const frameHead = 26;

/**
 * Places a graph, in pixels. The resources stand one below the other, frame by frame; every other column comes as near to
 * the middle of what it leads to as its neighbours allow.
 */
export function layoutGraph(graph: TrustGraph): Layout {
  const centers = new Map<string, number>();
  const resources = graph.nodes.filter(({ column }) => column === "resource");
  let y = margin + frameHead + framePadding;
  for (const [index, resource] of resources.entries()) {
    if (index > 0) y += rowHeight + (resource.frame === resources[index - 1]?.frame ? 0 : frameHead + 2 * framePadding);
    centers.set(resource.id, y + nodeHeight / 2);
  }
  for (const column of ["verifier", "issuer", "subject"] as const) placeColumn(graph, column, centers);

  const top = Math.min(...centers.values()) - nodeHeight / 2 - margin;
  const shift = top < 0 ? -top : 0;
  const nodes = graph.nodes.map((node) => ({
    ...node,
    x: leftOf(node.column),
    y: Math.round((centers.get(node.id) ?? 0) - nodeHeight / 2 + shift),
    width: widths[node.column],
    height: nodeHeight,
  }));
  const frames = framesAround(nodes);
  return {
    width: leftOf("resource") + widths.resource + framePadding + margin,
    height: Math.max(...[...nodes, ...frames].map((box) => box.y + box.height)) + margin,
    nodes,
    frames,
  };
}

function placeColumn(graph: TrustGraph, column: Column, centers: Map<string, number>): void {
  const wanted = graph.nodes
    .filter((node) => node.column === column)
    .map((node) => ({ id: node.id, label: node.label, center: wantedCenter(node, graph.edges, centers) }))
    .sort((left, right) => left.center - right.center || left.label.localeCompare(right.label, "en"));
  const spread = spreadOut(
    wanted.map(({ center }) => center),
    rowHeight,
  );
  wanted.forEach(({ id }, index) => centers.set(id, spread[index] ?? 0));
}

function wantedCenter(node: GraphNode, edges: readonly GraphEdge[], centers: ReadonlyMap<string, number>): number {
  const targets = edges.filter(({ from }) => from === node.id).map(({ to }) => centers.get(to) ?? 0);
  return targets.length === 0
    ? Number.MAX_SAFE_INTEGER
    : targets.reduce((sum, center) => sum + center, 0) / targets.length;
}

/**
 * Moves ascending positions apart until neighbours are at least `gap` from each other, moving them as little as
 * possible in all (least squares, by pooling neighbours that collide).
 */
export function spreadOut(positions: readonly number[], gap: number): readonly number[] {
  const finite = positions.filter((position) => position !== Number.MAX_SAFE_INTEGER);
  const last = finite.at(-1) ?? 0;
  const pools: { sum: number; count: number }[] = [];
  positions.forEach((position, index) => {
    let pool = { sum: Math.min(position, last + gap * positions.length) - index * gap, count: 1 };
    for (let before = pools.at(-1); before && mean(before) > mean(pool); before = pools.at(-1)) {
      pools.pop();
      pool = { sum: before.sum + pool.sum, count: before.count + pool.count };
    }
    pools.push(pool);
  });
  return pools.flatMap((pool) => Array<number>(pool.count).fill(mean(pool))).map((start, index) => start + index * gap);
}

const mean = ({ sum, count }: { sum: number; count: number }): number => sum / count;

function leftOf(column: Column): number {
  const before = columns.slice(0, columns.indexOf(column));
  return margin + before.reduce((sum, name) => sum + widths[name] + columnGap, 0);
}

function framesAround(nodes: readonly PlacedNode[]): readonly Frame[] {
  const framed = nodes.filter(({ frame }) => frame !== undefined);
  return [...Map.groupBy(framed, ({ frame }) => frame ?? "")].map(([label, group]) => {
    const top = Math.min(...group.map(({ y }) => y)) - framePadding - frameHead;
    const bottom = Math.max(...group.map(({ y, height }) => y + height)) + framePadding;
    return {
      label,
      x: leftOf("resource") - framePadding,
      y: top,
      width: widths.resource + 2 * framePadding,
      height: bottom - top,
    };
  });
}

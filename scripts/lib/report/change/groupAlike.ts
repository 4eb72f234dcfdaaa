import { groupToFit, mostInColumn } from "../graph/groupToFit.ts";
import { nameSome } from "../graph/nameSome.ts";
import type { Column, GraphEdge, GraphNode, TrustGraph } from "../graph/TrustGraph.ts";

/**
 * Draws together what is too much to read: nodes of a column that are reached by the same ways, and as few others as it takes,
 * those that stay as they are before those that change.
 * @param most as many of a column are read
 */
export function groupAlike(graph: TrustGraph, most = mostInColumn): TrustGraph {
  return groupColumn(groupColumn(graph, "resource", most), "subject", most);
}

function groupColumn(graph: TrustGraph, column: Column, most: number): TrustGraph {
  const members = graph.nodes.filter((node) => node.column === column);
  if (members.length <= most) return graph;
  const ways = new Map(members.map((node) => [node.id, waysOf(graph.edges, node)]));
  const alike = (node: GraphNode): string => JSON.stringify([looks(node), node.detail, ways.get(node.id)?.each]);
  const stays = (node: GraphNode): boolean => stateOf(node, ways.get(node.id)) === "same";
  const groups = groupToFit(
    members,
    [
      ({ id }) => id,
      alike,
      (node) => (stays(node) ? JSON.stringify([node.tone, ways.get(node.id)?.next, node.frame]) : alike(node)),
      (node) => JSON.stringify([node.frame, ways.get(node.id)?.next, stateOf(node, ways.get(node.id))]),
      (node) => JSON.stringify([node.frame, stateOf(node, ways.get(node.id))]),
    ],
    most,
  ).map(([, group]) => group);
  const representative = new Map(groups.flatMap((group) => group.map(({ id }) => [id, groupId(group)] as const)));
  const drawn = new Map(groups.map((group) => [group[0].id, toNode(group)]));
  return {
    ...graph,
    nodes: graph.nodes.flatMap((node) => (node.column === column ? (drawn.get(node.id) ?? []) : [node])),
    edges: redirect(graph.edges, representative),
  };
}

const looks = (node: GraphNode) => [node.tone, node.frame, node.change, kindOf(node)];

interface Ways {
  /** Each way that leads through the node, with what becomes of it. */
  readonly each: readonly string[];
  /** The nodes beside it. */
  readonly next: readonly string[];
  readonly changes: boolean;
}

function waysOf(edges: readonly GraphEdge[], { id, column }: GraphNode): Ways {
  const own = edges.filter(({ to, subjects }) => to === id || (column === "subject" && subjects.includes(id)));
  const isOwn = (subjects: readonly string[] = []) => (column === "subject" ? subjects.includes(id) : subjects);
  const each = own.map(({ from, to, subjects, gained, lost }) => {
    const ends = [from, to].map((end) => (end === id ? "" : end));
    return JSON.stringify([ends, isOwn(subjects), isOwn(gained), isOwn(lost)]);
  });
  const next = own.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
  const changes = own.some(({ gained = [], lost = [] }) =>
    column === "subject" ? [...gained, ...lost].includes(id) : gained.length + lost.length > 0,
  );
  return { each: each.sort(), next: next.sort(), changes };
}

function stateOf({ change }: GraphNode, ways: Ways | undefined): string {
  return change ?? (ways?.changes === true ? "affected" : "same");
}

type Group = readonly [GraphNode, ...GraphNode[]];

function groupId(group: Group): string {
  return group.length === 1 ? group[0].id : `group:${group[0].id}`;
}

function toNode(group: Group): GraphNode {
  const [first] = group;
  if (group.length === 1) return first;
  const names = group.flatMap((node) => node.names ?? [node.label]);
  const details = [...new Set(group.map(({ detail }) => detail))];
  const kinds = [...new Set(group.map(kindOf))];
  const tones = [...new Set(group.map(({ tone }) => tone))];
  const changes = [...new Set(group.map(({ change }) => change))];
  const [kind] = kinds;
  const { frame } = first;
  const noun = kinds.length === 1 && kind !== undefined ? (nouns[kind] ?? "others") : "others";
  const inFrame = frame === undefined ? "" : `${frame}: `;
  return {
    id: groupId(group),
    column: first.column,
    label: `${names.length} ${noun}`,
    detail: details.length === 1 ? (details[0] ?? "") : `${details.length} kinds of access`,
    description: `${inFrame}${names.length} ${noun}: ${nameSome(names)}`,
    tone: tones.includes("open") ? "open" : tones.length === 1 ? first.tone : "plain",
    ...(frame !== undefined && { frame }),
    names,
    ...(changes.length === 1 && first.change !== undefined && { change: first.change }),
  };
}

/** What a node stands for, by its id. */
const kindOf = ({ id }: GraphNode): string => id.replace(/^(?:group:)*/, "").replace(/:.*$/s, "");

const nouns: Readonly<Record<string, string>> = {
  client: "clients",
  person: "people",
  people: "people",
  route: "routes",
  place: "places",
  places: "places",
};

function redirect(edges: readonly GraphEdge[], representative: ReadonlyMap<string, string>): readonly GraphEdge[] {
  const follow = (id: string): string => representative.get(id) ?? id;
  const merged = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const [from, to] = [follow(edge.from), follow(edge.to)];
    const before = merged.get(`${from}→${to}`);
    const together = (part: "subjects" | "gained" | "lost"): readonly string[] => [
      ...new Set([...(before?.[part] ?? []), ...(edge[part] ?? []).map(follow)]),
    ];
    const [subjects, gained, lost] = [together("subjects"), together("gained"), together("lost")];
    merged.set(`${from}→${to}`, {
      ...{ from, to, subjects },
      ...(gained.length > 0 && { gained }),
      ...(lost.length > 0 && { lost }),
    });
  }
  return [...merged.values()];
}

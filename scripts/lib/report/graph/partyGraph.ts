import { GraphBuilder } from "./GraphBuilder.ts";
import { groupToFit, mostInColumn } from "./groupToFit.ts";
import { idOf } from "./idOf.ts";
import { nameSome } from "./nameSome.ts";
import type { PartyResource, PartySubject, PartyTrust } from "./parties/PartyTrust.ts";
import type { GraphNode, TrustGraph } from "./TrustGraph.ts";

const headings = {
  subject: "Clients and people",
  issuer: "Issuers",
  verifier: "Relying parties",
  resource: "What they open",
} as const;

/**
 * Who comes to some relying parties, whose tokens these take, and what they open. Many places with the same grantees are
 * one node, and so are many people who come by the same way to the same places.
 * @param most more than these in a column are drawn together
 */
export function partyGraph(title: string, parties: readonly PartyTrust[], most = mostInColumn): TrustGraph {
  const graph = new GraphBuilder();
  for (const party of parties) addParty(graph, party, most);
  return graph.build(title, headings);
}

function addParty(graph: GraphBuilder, party: PartyTrust, most: number): void {
  const { name, system, knownAs, issuer } = party;
  const resources = drawResources(party, most);
  const subjects = drawSubjects(party, resources, most);
  const all = subjects.map(({ node }) => graph.addNode(node));
  const from = graph.addNode(issuer);
  const verifier = graph.addNode({
    id: idOf("party", name),
    column: "verifier",
    label: system,
    detail: name,
    description: `${system} (${name}): trusts ${issuer.label}, ${knownAs}`,
    tone: "plain",
  });
  for (const subject of all) graph.connect(subject, from, [subject]);
  graph.connect(from, verifier, all);
  for (const { node } of resources) {
    const opening = subjects.filter(({ opens }) => opens.has(node.id));
    const isOpen = node.tone === "open" || opening.some((subject) => subject.node.tone === "open");
    const who = nameSome(opening.flatMap(({ names }) => names)) || "nobody who is declared";
    graph.addNode({
      ...node,
      tone: isOpen ? "open" : opening.length === 0 ? "closed" : "plain",
      description: `${node.description}. Open to: ${who}`,
    });
    graph.connect(
      verifier,
      node.id,
      opening.map((subject) => subject.node.id),
    );
  }
}

/** A node for one resource, or for many. */
interface DrawnResource {
  readonly node: GraphNode;
  /** Of the resources that it stands for. */
  readonly ids: ReadonlySet<string>;
}

function drawResources({ name, resources }: PartyTrust, most: number): readonly DrawnResource[] {
  const groups = groupToFit(
    resources,
    [({ node }) => node.id, ({ alike: [near] }: PartyResource) => near, ({ alike: [, far] }: PartyResource) => far],
    most,
  );
  return groups.map(([key, group]): DrawnResource => {
    const [{ node }] = group;
    const ids = new Set(group.map((one) => one.node.id));
    if (group.length === 1) return { node, ids };
    const labels = group.map((one) => one.node.label);
    const places = nameSome(labels);
    return {
      node: {
        ...node,
        id: idOf("places", `${name}/${key}`),
        label: `${group.length} places`,
        detail: key,
        description: `${name}: ${key}: ${places}`,
        tone: group.some((one) => one.node.tone === "open") ? "open" : "plain",
        names: labels,
      },
      ids,
    };
  });
}

/** A node for one subject, or for many people. */
interface DrawnSubject {
  readonly node: GraphNode;
  readonly names: readonly string[];
  /** Ids of nodes. */
  readonly opens: ReadonlySet<string>;
}

function drawSubjects(
  { name, subjects }: PartyTrust,
  resources: readonly DrawnResource[],
  most: number,
): readonly DrawnSubject[] {
  const reached = (subject: PartySubject): readonly string[] =>
    resources.filter(({ ids }) => subject.opens.some((id) => ids.has(id))).map(({ node }) => node.id);
  const groups = groupToFit(
    subjects,
    [
      ({ node }) => node.id,
      (subject) => (subject.by === undefined ? subject.node.id : `${subject.by}: ${reached(subject).join()}`),
      ({ by, node }: PartySubject) => (by === undefined ? node.id : "people"),
    ],
    most,
  );
  return groups.map(([key, group]): DrawnSubject => {
    const [{ node, by = "" }] = group;
    const names = group.map((one) => one.name);
    const opens = new Set(group.flatMap(reached));
    if (group.length === 1) return { node, names, opens };
    const ways = new Set(group.map((one) => one.by));
    const detail = ways.size === 1 ? by : `by ${ways.size} ways`;
    return {
      node: {
        ...node,
        id: idOf("people", `${name}/${key}`),
        label: `${group.length} people`,
        detail,
        description: `${group.length} people, ${detail}: ${nameSome(names)}`,
        names,
      },
      names,
      opens,
    };
  });
}

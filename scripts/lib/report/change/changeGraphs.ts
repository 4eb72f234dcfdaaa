import type { TrustModel } from "../../../../trust/TrustModel.ts";
import { apiGraph } from "../graph/apiGraph.ts";
import { clientNode } from "../graph/clientNode.ts";
import type { DrawnTrust } from "../graph/DrawnTrust.ts";
import { mostInColumn } from "../graph/groupToFit.ts";
import { idOf } from "../graph/idOf.ts";
import { partyTrusts } from "../graph/parties/partyTrusts.ts";
import { partyGraph } from "../graph/partyGraph.ts";
import type { TrustGraph } from "../graph/TrustGraph.ts";
import { focusOnChanges } from "./focusOnChanges.ts";
import { groupAlike } from "./groupAlike.ts";
import { mergeGraphs } from "./mergeGraphs.ts";

export interface ChangeGraphsOptions {
  /** Only what changes, and the ways that lead there. */
  readonly onlyChanges?: boolean;
}

/**
 * Two states of trust as graphs of both: what comes, what goes and what stays; in the parts that `trustGraphs` has, and
 * grouped as far as it takes to read them.
 * @param before undefined where nothing was deployed: everything comes
 */
export function changeGraphs(
  before: DrawnTrust | undefined,
  after: DrawnTrust,
  { onlyChanges = false }: ChangeGraphsOptions = {},
): readonly TrustGraph[] {
  const declaredBefore = before === undefined ? new Set() : declaredSubjects(before.model);
  const staying = new Set([...declaredSubjects(after.model)].filter((id) => declaredBefore.has(id)));
  return [...apiPairs(before, after), ...partyPairs(before, after)].flatMap(([was, is]) => {
    const merged = mergeGraphs(was, is, staying);
    const shown = onlyChanges ? focusOnChanges(merged) : merged;
    return shown === undefined ? [] : [groupAlike(shown)];
  });
}

/** Ids of the nodes that clients and people have where they reach something. */
function declaredSubjects({ issuers, relyingParties }: TrustModel): Set<string> {
  const ofIssuers = Object.entries(issuers).flatMap(([issuer, model]) => [
    ...Object.keys(model.clients).map((name) => clientNode({ kind: "client", issuer, name }).id),
    ...Object.keys(model.kind === "jumpcloud" ? model.people : {}).map((name) => idOf("person", `${issuer}/${name}`)),
  ]);
  const ofParties = Object.entries(relyingParties).flatMap(([party, model]) =>
    Object.keys(model.kind === "jumpcloud-federation" ? model.people : {}).map((name) =>
      idOf("person", `${party}/${name}`),
    ),
  );
  return new Set([...ofIssuers, ...ofParties]);
}

type Pair = readonly [before: TrustGraph | undefined, after: TrustGraph | undefined];

function apiPairs(before: DrawnTrust | undefined, after: DrawnTrust): readonly Pair[] {
  const apisOf = (trust: DrawnTrust | undefined) =>
    Object.entries(trust?.model.apis ?? {}).filter(([, { routes }]) => routes.length > 0);
  const [was, is] = [apisOf(before), apisOf(after)];
  const names = [...new Set([...is, ...was].map(([name]) => name))];
  const count = new Set([...is, ...was].flatMap(([name, { routes }]) => routes.map(({ key }) => `${name} ${key}`)))
    .size;
  const draw = (title: string, only?: string): Pair => {
    const [one, other] = [was, is].map((apis) => apis.filter(([name]) => only === undefined || name === only));
    return [
      before && one?.length ? apiGraph(before, title, one, false) : undefined,
      other?.length ? apiGraph(after, title, other, false) : undefined,
    ];
  };
  if (names.length === 0) return [];
  return count <= mostInColumn || names.length === 1 ? [draw("APIs")] : names.map((name) => draw(name, name));
}

function partyPairs(before: DrawnTrust | undefined, after: DrawnTrust): readonly Pair[] {
  const [was, is] = [before === undefined ? [] : partyTrusts(before), partyTrusts(after)];
  const names = [...new Set([...is, ...was].map(({ name }) => name))];
  const total = (column: "subjects" | "resources") =>
    Math.max(...[was, is].map((parties) => parties.reduce((sum, party) => sum + party[column].length, 0)));
  const draw = (title: string, only?: string): Pair => {
    const [one, other] = [was, is].map((parties) => parties.filter(({ name }) => only === undefined || name === only));
    return [
      one?.length ? partyGraph(title, one, Infinity) : undefined,
      other?.length ? partyGraph(title, other, Infinity) : undefined,
    ];
  };
  if (names.length === 0) return [];
  if (names.length === 1 || Math.max(total("subjects"), total("resources")) <= mostInColumn) {
    return [draw("Relying parties")];
  }
  return names.map((name) => {
    const system = [...is, ...was].find((party) => party.name === name)?.system ?? "";
    return draw(`${name} · ${system}`, name);
  });
}

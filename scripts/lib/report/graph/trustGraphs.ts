import { apiGraph } from "./apiGraph.ts";
import type { DrawnTrust } from "./DrawnTrust.ts";
import { mostInColumn } from "./groupToFit.ts";
import { partyTrusts } from "./parties/partyTrusts.ts";
import { partyGraph } from "./partyGraph.ts";
import type { TrustGraph } from "./TrustGraph.ts";

/**
 * The trust as two graphs, of the APIs and of the relying parties; where one would be too much to read, as one for each API
 * or relying party. There is none of what is not declared.
 */
export function trustGraphs(trust: DrawnTrust): readonly TrustGraph[] {
  return [...apiGraphs(trust), ...partyGraphs(trust)];
}

function apiGraphs(trust: DrawnTrust): readonly TrustGraph[] {
  const apis = Object.entries(trust.model.apis).filter(([, { routes }]) => routes.length > 0);
  const count = apis.reduce((sum, [, { routes }]) => sum + routes.length, 0);
  if (apis.length === 0) return [];
  if (count <= mostInColumn || apis.length === 1) return [apiGraph(trust, "APIs", apis, count > mostInColumn)];
  return apis.map((api) => {
    const [name, { routes }] = api;
    return apiGraph(trust, `${name} · ${routes.length} routes`, [api], routes.length > mostInColumn);
  });
}

function partyGraphs(trust: DrawnTrust): readonly TrustGraph[] {
  const parties = partyTrusts(trust);
  const total = (column: "subjects" | "resources") => parties.reduce((sum, party) => sum + party[column].length, 0);
  if (parties.length === 0) return [];
  if (parties.length === 1 || Math.max(total("subjects"), total("resources")) <= mostInColumn) {
    return [partyGraph("Relying parties", parties)];
  }
  return parties.map((party) => partyGraph(`${party.name} · ${party.system}`, [party]));
}

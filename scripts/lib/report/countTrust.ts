import { dataAccessMatrix } from "../../../trust/dataAccessMatrix.ts";
import { signInMatrix } from "../../../trust/signInMatrix.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";

/** How much of what there is in a model, each with its noun: `[7, "issuers"]`. People are those who are named. */
export function countTrust(model: TrustModel): readonly (readonly [number: number, noun: string])[] {
  const { issuers, apis, relyingParties } = model;
  const clients = Object.values(issuers).reduce((sum, issuer) => sum + Object.keys(issuer.clients).length, 0);
  const people = new Set([
    ...signInMatrix(model).flatMap((row) => (row.kind === "person" ? [`${row.relyingParty} ${row.person}`] : [])),
    ...dataAccessMatrix(model).map(({ relyingParty, person }) => `${relyingParty} ${person}`),
  ]).size;
  const routes = Object.values(apis).reduce((sum, api) => sum + api.routes.length, 0);
  return [
    counted(Object.keys(issuers).length, "issuer"),
    counted(clients, "client"),
    counted(Object.keys(apis).length, "API"),
    counted(routes, "route"),
    counted(Object.keys(relyingParties).length, "relying party", "relying parties"),
    counted(people, "named person", "named people"),
  ];
}

function counted(number: number, one: string, many = `${one}s`): readonly [number, string] {
  return [number, number === 1 ? one : many];
}

import type { AccessRow } from "../accessMatrix.ts";
import type { DataAccessRow } from "../dataAccessMatrix.ts";
import type { SignInRow } from "../signIn/SignInRow.ts";

/** What tells a row of `accessMatrix` from the others, whatever it says: JSON in a text. */
export function routeRowId({ api, route, client }: Pick<AccessRow, "api" | "route" | "client">): string {
  const issuer = client.kind === "anyone" ? [] : [client.issuer];
  const name = client.kind === "client" ? [client.name] : [];
  return JSON.stringify(["route", api, route, client.kind, ...issuer, ...name]);
}

/** What tells a row of `signInMatrix` from the others. */
export function signInRowId(row: SignInRow): string {
  return JSON.stringify(["sign-in", row.relyingParty, row.kind, row.kind === "person" ? row.person : row.who]);
}

/** What tells a row of `dataAccessMatrix` from the others. */
export function dataRowId(row: Pick<DataAccessRow, "relyingParty" | "person" | "scope" | "permission">): string {
  return JSON.stringify(["data", row.relyingParty, row.person, row.scope, row.permission]);
}

import { accessMatrix, type AccessRow, describeClient } from "../../../../trust/accessMatrix.ts";
import type { TrustModel } from "../../../../trust/TrustModel.ts";
import { inWords } from "./inWords.ts";

/**
 * Who can call what by a change of the model that nobody could call before, in one sentence; undefined where nobody gains
 * anything.
 */
export function gainedAccess(before: TrustModel, after: TrustModel): string | undefined {
  const had = new Set(matrixOf(before).flatMap((row) => (row.allowed ? [keyOf(row)] : [])));
  return callsInWords(accessMatrix(after).filter((row) => row.allowed && !had.has(keyOf(row))));
}

/** What a declared client can call, in words; undefined where it can call nothing. */
export function accessOf(model: TrustModel, issuer: string, client: string): string | undefined {
  const own = matrixOf(model).filter(
    ({ allowed, client: one }) => allowed && one.kind === "client" && one.issuer === issuer && one.name === client,
  );
  return own.length === 0 ? undefined : routesInWords(own);
}

/** Of the deployed model, which is asked for again and again. */
const matrices = new WeakMap<TrustModel, readonly AccessRow[]>();

function matrixOf(model: TrustModel): readonly AccessRow[] {
  const known = matrices.get(model) ?? accessMatrix(model);
  matrices.set(model, known);
  return known;
}

function callsInWords(rows: readonly AccessRow[]): string | undefined {
  const byClient = Map.groupBy(rows, ({ client }) => describeClient(client));
  if (byClient.size === 0) return undefined;
  // Whoever it is that anybody can be comes first.
  const sorted = [...byClient].sort(([, [one]], [, [other]]) => rank(one) - rank(other));
  const clauses = sorted.map(([client, own]) => `${client} can call ${routesInWords(own)}`);
  const most = 4;
  const more = clauses.length > most ? [`${clauses.length - most} more gain access`] : [];
  return `${[...clauses.slice(0, most), ...more].join("; ")}.`.replace(/^any/, "Any");
}

function rank(row: AccessRow | undefined): number {
  return row?.client.kind === "client" ? 1 : 0;
}

function routesInWords(rows: readonly AccessRow[]): string {
  const byApi = Map.groupBy(rows, ({ api }) => api);
  return inWords(
    [...byApi].map(([api, own]) => `${inWords(own.map(({ route }) => route))} of ${api}`),
    4,
  );
}

function keyOf({ client, api, route }: AccessRow): string {
  return JSON.stringify([describeClient(client), api, route]);
}

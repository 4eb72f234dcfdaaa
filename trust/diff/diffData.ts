import { isDeepStrictEqual } from "node:util";
import { dataAccessMatrix, type DataAccessRow } from "../dataAccessMatrix.ts";
import { covers } from "../grantScopes.ts";
import type { TrustModel } from "../TrustModel.ts";
import type { Access, GrantChange, GrantState } from "./AccessDiff.ts";
import { dataCauses } from "./causes/dataCauses.ts";
import { compareStates, noAccess } from "./compareStates.ts";
import { dataRowId } from "./rowIds.ts";

type Action = "READ" | "WRITE";

/** A person at a place with one of the two things that can be done there, which `READWRITE` grants together. */
interface Place extends Pick<DataAccessRow, "relyingParty" | "person" | "scope"> {
  readonly action: Action;
}

/**
 * People's data in S3: what each person could and can read and write at every place that either model names. A place inside
 * another counts as granted with that one, so that a grant that is made narrower gives nobody anything. In order of relying
 * parties, people and places.
 */
export function diffData(before: TrustModel, after: TrustModel): readonly GrantChange[] {
  const [was, is] = [dataAccessMatrix(before), dataAccessMatrix(after)];
  const [atBefore, atAfter] = [byPerson(was), byPerson(is)];
  const people = [...new Set([...atBefore.keys(), ...atAfter.keys()])].sort();
  return people.flatMap((key) => {
    const rowsBefore = atBefore.get(key) ?? [];
    const rowsAfter = atAfter.get(key) ?? [];
    const [one] = rowsAfter.concat(rowsBefore);
    if (one === undefined) return [];
    const { relyingParty, person } = one;
    const scopes = [...new Set([...rowsBefore, ...rowsAfter].map(({ scope }) => scope))].sort();
    return scopes.flatMap((scope) => {
      const [reads, writes] = (["READ", "WRITE"] as const).map((action) =>
        judge(before, after, { relyingParty, person, scope, action }, rowsBefore, rowsAfter),
      );
      return together({ relyingParty, person, scope }, reads, writes);
    });
  });
}

type Judged = Pick<GrantChange, "before" | "after" | "because"> | undefined;

function judge(
  before: TrustModel,
  after: TrustModel,
  place: Place,
  rowsBefore: readonly DataAccessRow[],
  rowsAfter: readonly DataAccessRow[],
): Judged {
  const [was, is] = [decisive(rowsBefore, place), decisive(rowsAfter, place)];
  const states = { before: stateOf(was), after: stateOf(is) };
  if (compareStates(states.before, states.after) === undefined) return undefined;
  return { ...states, because: dataCauses(before, after, { ...place, before: was, after: is }) };
}

/** What changes for reading and for writing alike is one change. */
function together(place: Omit<Place, "action">, reads: Judged, writes: Judged): readonly GrantChange[] {
  if (isDeepStrictEqual(reads, writes)) return toChange(place, "READWRITE", reads);
  return [...toChange(place, "READ", reads), ...toChange(place, "WRITE", writes)];
}

function toChange(
  place: Omit<Place, "action">,
  permission: DataAccessRow["permission"],
  judged: Judged,
): readonly GrantChange[] {
  if (judged === undefined) return [];
  const id = dataRowId({ ...place, permission });
  return [{ id, matrix: "data", who: place.person, what: `${permission} ${place.scope}`, ...judged }];
}

const accessOf = ({ allowed }: DataAccessRow): Access => (allowed === null ? "possible" : allowed ? "allowed" : "none");

/** Of the rows whose place has this one in it, the one that gives most, and of those the narrowest. */
function decisive(rows: readonly DataAccessRow[], { scope, action }: Place): DataAccessRow | undefined {
  const fitting = rows
    .filter((row) => covers(row.scope, scope) && [action, "READWRITE"].includes(row.permission))
    .toSorted((one, other) => other.scope.length - one.scope.length);
  const best = (access: Access): DataAccessRow | undefined => fitting.find((row) => accessOf(row) === access);
  return best("allowed") ?? best("possible") ?? fitting[0];
}

function stateOf(row: DataAccessRow | undefined): GrantState {
  return row === undefined ? noAccess : { access: accessOf(row), reason: row.reason, why: row.why };
}

function byPerson(rows: readonly DataAccessRow[]): ReadonlyMap<string, readonly DataAccessRow[]> {
  return Map.groupBy(rows, ({ relyingParty, person }) => JSON.stringify([relyingParty, person]));
}

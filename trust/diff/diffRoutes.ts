import { accessMatrix, describeClient, type AccessRow } from "../accessMatrix.ts";
import type { TrustModel } from "../TrustModel.ts";
import type { GrantChange, GrantState } from "./AccessDiff.ts";
import { routeCauses } from "./causes/routeCauses.ts";
import { compareStates, noAccess } from "./compareStates.ts";
import { routeRowId } from "./rowIds.ts";

/** Clients on routes: the rows that differ, in order of APIs, routes and clients, those that are gone last. */
export function diffRoutes(before: TrustModel, after: TrustModel): readonly GrantChange[] {
  const [was, is] = [indexed(before), indexed(after)];
  const ids = [...new Set([...is.rows.keys(), ...was.rows.keys()])];
  return ids.flatMap((id): readonly GrantChange[] => {
    const row = is.rows.get(id) ?? was.rows.get(id);
    if (row === undefined || isToldByAnyone(row, was, is)) return [];
    const [stateBefore, stateAfter] = [stateIn(was, row, id), stateIn(is, row, id)];
    if (compareStates(stateBefore, stateAfter) === undefined) return [];
    const { api, route, client } = row;
    return [
      {
        id,
        matrix: "route",
        who: describeClient(client),
        what: `${api} ${route}`,
        before: stateBefore,
        after: stateAfter,
        because: routeCauses(before, after, { row, before: was.rows.get(id), after: is.rows.get(id) }),
      },
    ];
  });
}

interface Indexed {
  readonly rows: ReadonlyMap<string, AccessRow>;
  /** Routes that anyone may call, as `anyoneOn` names them. */
  readonly open: ReadonlySet<string>;
}

function indexed(model: TrustModel): Indexed {
  const rows = accessMatrix(model);
  return {
    rows: new Map(rows.map((row) => [routeRowId(row), row])),
    open: new Set(rows.flatMap((row) => (row.client.kind === "anyone" ? [routeRowId(row)] : []))),
  };
}

function anyoneOn({ api, route }: AccessRow): string {
  return routeRowId({ api, route, client: { kind: "anyone" } });
}

/** A route that becomes public, or was, has a row for anyone; those of clients who lose nothing of their own say no more. */
function isToldByAnyone(row: AccessRow, was: Indexed, is: Indexed): boolean {
  if (row.client.kind === "anyone") return false;
  return is.open.has(anyoneOn(row)) || (was.open.has(anyoneOn(row)) && !row.allowed);
}

function stateIn({ rows, open }: Indexed, row: AccessRow, id: string): GrantState {
  const found = rows.get(id) ?? (open.has(anyoneOn(row)) ? rows.get(anyoneOn(row)) : undefined);
  return found === undefined ? noAccess : stateOf(found);
}

function stateOf({ allowed, reason, why, matchedScopes, matchedRoles, cacheSeconds }: AccessRow): GrantState {
  return {
    access: allowed ? "allowed" : "none",
    reason,
    why,
    by: [...matchedScopes, ...matchedRoles],
    ...(cacheSeconds !== undefined && { cacheSeconds }),
  };
}

import { isDeepStrictEqual } from "node:util";
import type { Access, AccessDiff, GrantChange, GrantState } from "./AccessDiff.ts";

/** Where a changed row belongs. */
export type Verdict = keyof Pick<AccessDiff, "gained" | "lost" | "altered">;

const rank: Readonly<Record<Access, number>> = { none: 0, possible: 1, allowed: 2 };

/** Where a row that says these two things belongs; undefined where its access is the same in every respect. */
export function compareStates(before: GrantState, after: GrantState): Verdict | undefined {
  if (rank[after.access] > rank[before.access]) return "gained";
  if (rank[after.access] < rank[before.access]) return "lost";
  if (after.access === "none") return undefined;
  const [was, is] = [before.cacheSeconds ?? 0, after.cacheSeconds ?? 0];
  if (is > was) return "gained";
  const same = is === was && before.reason === after.reason && isDeepStrictEqual(before.by, after.by);
  return same ? undefined : "altered";
}

export const noAccess: GrantState = { access: "none" };

/** The changed rows of a matrix, by where they belong. */
export type GrantChanges = Readonly<Record<Verdict, readonly GrantChange[]>>;

/** Puts changed rows where they belong; those without a change are left out. */
export function sortOut(changes: Iterable<GrantChange>): GrantChanges {
  const sorted: Record<Verdict, GrantChange[]> = { gained: [], lost: [], altered: [] };
  for (const change of changes) {
    const verdict = compareStates(change.before, change.after);
    if (verdict !== undefined) sorted[verdict].push(change);
  }
  return sorted;
}

import type { SignInRow } from "../signIn/SignInRow.ts";
import { signInMatrix } from "../signInMatrix.ts";
import type { TrustModel } from "../TrustModel.ts";
import type { GrantChange, GrantState } from "./AccessDiff.ts";
import { signInCauses } from "./causes/signInCauses.ts";
import { compareStates, noAccess } from "./compareStates.ts";
import { signInRowId } from "./rowIds.ts";

/** People's sign-ins: the rows that differ, in order of relying parties and people, those that are gone last. */
export function diffSignIns(before: TrustModel, after: TrustModel): readonly GrantChange[] {
  const [was, is] = [indexed(before), indexed(after)];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((id): readonly GrantChange[] => {
    const row = is.get(id) ?? was.get(id);
    const [stateBefore, stateAfter] = [stateOf(was.get(id)), stateOf(is.get(id))];
    if (row === undefined || compareStates(stateBefore, stateAfter) === undefined) return [];
    return [
      {
        id,
        matrix: "sign-in",
        who: row.kind === "person" ? row.person : row.who,
        what: `sign in to ${row.relyingParty}`,
        before: stateBefore,
        after: stateAfter,
        because: signInCauses(before, after, row),
      },
    ];
  });
}

function indexed(model: TrustModel): ReadonlyMap<string, SignInRow> {
  return new Map(signInMatrix(model).map((row) => [signInRowId(row), row]));
}

function stateOf(row: SignInRow | undefined): GrantState {
  if (row === undefined) return noAccess;
  return { access: row.allowed ? "allowed" : "none", reason: row.reason, why: row.why };
}

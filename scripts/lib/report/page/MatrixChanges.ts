import { accessMatrix, type AccessRow } from "../../../../trust/accessMatrix.ts";
import { type DataAccessRow, dataAccessMatrix } from "../../../../trust/dataAccessMatrix.ts";
import type { AccessDiff, GrantChange } from "../../../../trust/diff/AccessDiff.ts";
import { dataRowId, routeRowId, signInRowId } from "../../../../trust/diff/rowIds.ts";
import type { SignInRow } from "../../../../trust/signIn/SignInRow.ts";
import { signInMatrix } from "../../../../trust/signInMatrix.ts";
import type { TrustModel } from "../../../../trust/TrustModel.ts";

export type Verdict = "gained" | "lost" | "altered";

/** What a cell of a table says of its change. */
export interface CellChange {
  readonly verdict: Verdict;
  /** `new`, `lost`, `changed`. */
  readonly word: string;
  /** What was before, and what brought the change about. */
  readonly told: string;
}

/** What the tables of a model show of a change: cells that are another than before, and rows that are gone. */
export class MatrixChanges {
  /** Absent where nothing was there. */
  readonly before: TrustModel | undefined;
  readonly #byId: ReadonlyMap<string, CellChange>;

  constructor(before: TrustModel | undefined, diff: AccessDiff) {
    this.before = before;
    const verdicts = ["gained", "lost", "altered"] as const;
    this.#byId = new Map(
      verdicts.flatMap((verdict) => diff[verdict].map((change) => [change.id, toCell(verdict, change)] as const)),
    );
  }

  ofRoute(row: AccessRow): CellChange | undefined {
    const anyone = routeRowId({ ...row, client: { kind: "anyone" } });
    return this.#byId.get(routeRowId(row)) ?? (row.allowed ? undefined : this.#byId.get(anyone));
  }

  ofSignIn(row: SignInRow): CellChange | undefined {
    return this.#byId.get(signInRowId(row));
  }

  /** What is granted together may change in a part of it alone. */
  ofPlace(row: DataAccessRow): CellChange | undefined {
    const permissions =
      row.permission === "READWRITE"
        ? (["READWRITE", "READ", "WRITE"] as const)
        : ([row.permission, "READWRITE"] as const);
    return permissions.map((permission) => this.#byId.get(dataRowId({ ...row, permission }))).find(Boolean);
  }

  /** Rows of clients on routes that only the model before has. */
  goneRoutes(model: TrustModel): readonly AccessRow[] {
    return goneFrom(this.before, model, accessMatrix, routeRowId);
  }

  goneSignIns(model: TrustModel): readonly SignInRow[] {
    return goneFrom(this.before, model, signInMatrix, signInRowId);
  }

  gonePlaces(model: TrustModel): readonly DataAccessRow[] {
    return goneFrom(this.before, model, dataAccessMatrix, dataRowId);
  }
}

function goneFrom<Row>(
  before: TrustModel | undefined,
  after: TrustModel,
  matrix: (model: TrustModel) => readonly Row[],
  idOf: (row: Row) => string,
): readonly Row[] {
  if (before === undefined) return [];
  const there = new Set(matrix(after).map(idOf));
  return matrix(before).filter((row) => !there.has(idOf(row)));
}

const words: Readonly<Record<Verdict, string>> = { gained: "new", lost: "lost", altered: "changed" };

function toCell(verdict: Verdict, { before, because }: GrantChange): CellChange {
  const was = before.why === undefined ? "There was no such access." : `Before: ${before.why}`;
  return { verdict, word: words[verdict], told: `${was} What brought it about: ${because.join("; ")}.` };
}

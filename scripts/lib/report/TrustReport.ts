import { type AccessRow, accessMatrix } from "../../../trust/accessMatrix.ts";
import { type DataAccessRow, dataAccessMatrix } from "../../../trust/dataAccessMatrix.ts";
import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import type { SignInRow } from "../../../trust/signIn/SignInRow.ts";
import { signInMatrix } from "../../../trust/signInMatrix.ts";
import { changeGraphs } from "./change/changeGraphs.ts";
import type { TrustGraph } from "./graph/TrustGraph.ts";
import { trustGraphs } from "./graph/trustGraphs.ts";
import type { CheckResult } from "./RehearsalReport.ts";
import type { ReportedTrust } from "./sources/readTrusts.ts";

/** What `--json` of `report` holds: what the page shows. The same trust gives the same report, to the byte. */
export interface TrustReport {
  readonly version: 1;
  readonly project: string;
  readonly stack: string;
  readonly source: ReportedTrust["source"];
  readonly region?: string;
  /** Only with `--changes` and `--against`. */
  readonly changes?: AccessDiff;
  readonly graphs: readonly TrustGraph[];
  /** Of what is there, or with changes of what will be. */
  readonly matrices: {
    readonly routes: readonly AccessRow[];
    readonly signIns: readonly SignInRow[];
    readonly data: readonly DataAccessRow[];
  };
  /** Of `verify`, where its results were given. */
  readonly checks?: readonly CheckResult[];
}

export function toTrustReport(reported: ReportedTrust, checks?: readonly CheckResult[]): TrustReport {
  const { source, trust, changes } = reported;
  const { project, stack, region, model } = trust;
  return {
    ...{ version: 1, project, stack, source },
    ...(region !== undefined && { region }),
    ...(changes !== undefined && { changes: changes.diff }),
    graphs: graphsOf(reported),
    matrices: { routes: accessMatrix(model), signIns: signInMatrix(model), data: dataAccessMatrix(model) },
    ...(checks !== undefined && { checks }),
  };
}

/** The pictures of a report: of what is there, or of what changes and what stays. */
export function graphsOf({ trust, changes }: ReportedTrust): readonly TrustGraph[] {
  return changes === undefined ? trustGraphs(trust) : changeGraphs(changes.before, trust);
}

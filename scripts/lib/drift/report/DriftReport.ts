import type { DriftFinding } from "../DriftFinding.ts";

/** Who answers for a finding that is let be, why, and until when. */
export interface Acceptance {
  readonly owner: string;
  readonly reason: string;
  /** The last day, as `2027-01-31`. */
  readonly until: string;
}

/** A finding as it is reported: what others do not need to know is left out. */
export type ReportedFinding = Omit<DriftFinding, "explains" | "unlessGone">;

/** What `--json` of the command holds. Lists are in the order of severity, place and rule. */
export interface DriftReport {
  /** Whether there is nothing to do. */
  readonly ok: boolean;
  readonly stack: string;
  /** How many objects the stack manages at its vendors. */
  readonly resources: number;
  readonly findings: readonly (ReportedFinding & {
    /** It was accepted, until a day that is over. */
    readonly expired?: Acceptance;
  })[];
  readonly accepted: readonly (ReportedFinding & { readonly acceptance: Acceptance })[];
  /** Entries of the allow file that accept nothing, as there is no such finding, or no longer the same one. */
  readonly unused: readonly (Acceptance & {
    readonly rule: string;
    readonly where: string;
    readonly actual?: string;
    /** What is found there now, where that is something else than what was accepted. */
    readonly found?: string;
  })[];
}

import type { Acceptance } from "../report/DriftReport.ts";

/** An entry of the allow file: the finding of this rule at exactly this place is let be, as long as it finds the same. */
export interface AllowEntry extends Acceptance {
  readonly rule: string;
  readonly where: string;
  /** What was found there when it was accepted; absent for findings that say none. */
  readonly actual?: string;
}

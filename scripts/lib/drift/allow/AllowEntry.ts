import type { Acceptance } from "../report/DriftReport.ts";

/** An entry of the allow file: findings of this rule at exactly this place are let be. */
export interface AllowEntry extends Acceptance {
  readonly rule: string;
  readonly where: string;
}

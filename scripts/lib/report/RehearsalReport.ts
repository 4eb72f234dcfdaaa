/** The trust path that a check belongs to. */
export type System =
  "okta-key-insight" | "b2c-api-gateway" | "entra-jumpcloud" | "cognito-jsm" | "jumpcloud-s3-access-grants" | "gateway";

/** One thing that was looked at. No field holds a token or a secret. */
export interface CheckResult {
  readonly system: System;
  /** Unique within a report. */
  readonly name: string;
  readonly expected: string;
  readonly actual: string;
  /** null: could not be proved; `reason` says why. */
  readonly ok: boolean | null;
  readonly reason?: string;
  /** The vendor's own id of the request that was judged, for its logs; absent where the row asked no vendor that says one. */
  readonly requestId?: string;
  /** The host that gave the id. */
  readonly requestHost?: string;
}

/** What `report.json` of a rehearsal holds. */
export interface RehearsalReport {
  /** No check failed. Checks that could not be proved do not count. */
  readonly ok: boolean;
  readonly stack: string;
  /** The engine's version. */
  readonly engine: string;
  readonly plugins: "bundled" | "real";
  /** How many resources the stack has. */
  readonly resources: number;
  /** What was played that a person does by hand on the real systems, in order. */
  readonly byHand: readonly string[];
  readonly checks: readonly CheckResult[];
}

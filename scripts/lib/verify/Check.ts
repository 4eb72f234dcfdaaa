import type { System } from "../report/RehearsalReport.ts";

/** What a check saw; see CheckResult for the fields. */
export interface Observation {
  readonly actual: string;
  readonly ok: boolean | null;
  readonly reason?: string;
  readonly requestId?: string;
}

/** A check that is still to be made. `run` may reject with Unreachable; the check has then failed. */
export interface Check {
  readonly system: System;
  readonly name: string;
  readonly expected: string;
  /** Made when all the others are done, for what they send would change what it sees. */
  readonly afterOthers?: true;
  run(): Promise<Observation>;
}

export function notProved(reason: string): Observation {
  return { actual: "not proved", ok: null, reason };
}

import type { ErrorCode } from "../../../trust/CrosstrustError.ts";

/** What kept a command from its work, as its files have it. */
export interface Failure {
  readonly code: ErrorCode | "UNEXPECTED";
  /** What failed, where, expected and found. No secret, and no folder of the machine. */
  readonly lines: readonly string[];
  /** What to do, in Markdown. */
  readonly advice: string;
}

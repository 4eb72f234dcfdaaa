import type { DriftRule } from "../../../../scripts/lib/drift/driftRules.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";

/** Something that somebody changes by hand behind a deployed stack's back. */
export interface Seed {
  readonly what: string;
  /** @returns the id that its finding names, where only the vendor knows it */
  readonly make: (stack: RehearsedStack) => Promise<unknown>;
  /** What it gives, and all that it gives. */
  readonly finds: readonly ExpectedFinding[];
}

export interface ExpectedFinding {
  readonly rule: DriftRule;
  /** `{id}` stands for what `make` returned. */
  readonly where: string;
  /** Of findings of one rule at one place each has one of its own. */
  readonly message?: RegExp;
  readonly expected?: RegExp;
  readonly actual?: RegExp;
  /** Who gains by it; absent where nobody does. */
  readonly gains?: RegExp;
  /** Whether the engine puts it back. */
  readonly putBack?: true;
}

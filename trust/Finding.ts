import type { Fault } from "./Settings.ts";

/** An error is to be put right before anything else; a warning deserves a decision; a note is for the record. */
export type Severity = "error" | "warning" | "note";

/** Something about a stack that is not as it should be. No part of it holds a secret. */
export interface Finding {
  readonly severity: Severity;
  /** By the name in the config, and what of it: `issuers.okta`, `issuers.okta, scope keys.delete`. */
  readonly where: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** What to do: a change of the config, or a command. */
  readonly advice?: string;
}

/** A finding of a rule that has a name. */
export interface RuleFinding<Rule extends string = string> extends Finding {
  /** Stable: allow files, waivers and other systems name it. */
  readonly rule: Rule;
  /** Who could do what they should not, in one sentence; absent where nobody could. */
  readonly gains?: string;
  /** The part of the config that says what was declared, from the config key on. */
  readonly path?: Fault["path"];
}

/** What a rule looks for, for lists, for SARIF, and for `--help`. */
export interface FindingRule<Rule extends string = string> {
  readonly id: Rule;
  /** In one sentence. */
  readonly summary: string;
  /** Of its findings, unless one says otherwise. */
  readonly severity: Severity;
}

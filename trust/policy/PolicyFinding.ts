import type { RuleFinding } from "../Finding.ts";
import type { Waiver } from "./PolicySettings.ts";
import type { PolicyRule } from "./rules.ts";

/** A broken rule; one that was waived is a note. */
export interface PolicyFinding extends RuleFinding<PolicyRule> {
  readonly waived?: Pick<Waiver, "reason" | "owner" | "until">;
}

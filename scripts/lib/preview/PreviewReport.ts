import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import type { RuleFinding } from "../../../trust/Finding.ts";
import type { Failure } from "../cli/Failure.ts";
import type { ExitCode } from "../ScriptCommand.ts";
import type { OperationReport } from "../stack/runOperation.ts";

/**
 * What `--json` of `preview` holds: what the engine would do, as every operation reports it, and before that what the change
 * does to access. The same stack and the same config give the same report, to the byte.
 */
export interface PreviewReport extends Pick<OperationReport, "stack" | "changes" | "drift"> {
  readonly operation: "preview";
  /** The engine's version; null where none came to work. */
  readonly engine: string | null;
  /** How many resources the stack would have; null where the engine did not say. */
  readonly resources: number | null;
  /** What the config was compared with; null where there was nothing to compare, or no telling. */
  readonly comparedWith: ComparedWith | null;
  /** Null where it could not be made; the failures say why. */
  readonly access: AccessDiff | null;
  /** Only where access widens. */
  readonly acknowledgement: Acknowledgement | null;
  /** Of the policy rules, about the config as it is now. */
  readonly findings: readonly RuleFinding[];
  /** What kept the preview from its work. */
  readonly failures: readonly Failure[];
  /** What the engine and the vendors warned of; sorted. */
  readonly warnings: readonly string[];
  /** What the command ends with. */
  readonly exitCode: ExitCode;
}

export type ComparedWith =
  | { readonly kind: "deployed" }
  /** The stack is there, or should be, and nothing is deployed. */
  | { readonly kind: "nothing" }
  /** Another config; the deployed stack was not looked at. `declared` is false where it declares nothing or is not there. */
  | { readonly kind: "file"; readonly file: string; readonly declared: boolean };

export interface Acknowledgement {
  /** The line that acknowledges exactly what widens. */
  readonly line: string;
  readonly given: boolean;
  /** Digests of other changes that were acknowledged, which do not count. Sorted. */
  readonly others: readonly string[];
}

import type { PolicyFinding } from "../../../trust/policy/PolicyFinding.ts";
import { describeFinding } from "../preflight/runPreflight.ts";
import { placeOfSetting } from "../stack/locateSetting.ts";
import type { StackFile } from "../stack/stackFile.ts";

/** A broken rule in lines, with the place in the stack's file. */
export function describePolicyFinding(finding: PolicyFinding, file: StackFile): readonly string[] {
  const place = finding.path === undefined ? "" : ` (${placeOfSetting(file, finding.path)})`;
  const [first = "", ...details] = describeFinding({ ...finding, where: `${finding.rule}  ${finding.where}${place}` });
  return [first, ...(finding.gains === undefined ? [] : [`    who gains: ${finding.gains}`]), ...details];
}

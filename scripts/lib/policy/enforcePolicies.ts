import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { checkPolicies } from "../../../trust/policy/checkPolicies.ts";
import type { Settings } from "../../../trust/Settings.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { readStackFile } from "../stack/stackFile.ts";
import { describePolicyFinding } from "./describePolicyFinding.ts";

interface ConfiguredStack {
  readonly stack: string;
  readonly configFile: string | undefined;
}

/**
 * Holds a stack's config to its rules before anything is deployed: warnings and what was waived are said, errors refuse.
 * @throws CrosstrustError SETTINGS_INVALID with all errors at once, each with its place and what to do
 */
export async function enforcePolicies(
  { stack, configFile }: ConfiguredStack,
  settings: Settings,
  terminal: Pick<Terminal, "note">,
  now?: Date,
): Promise<void> {
  const findings = checkPolicies(settings, now, stack);
  if (findings.length === 0) return;
  const file = await readStackFile(stack, configFile);
  for (const finding of findings) {
    if (finding.severity === "warning") describePolicyFinding(finding, file).forEach((line) => terminal.note(line));
    if (finding.waived) terminal.note(`waived  ${finding.rule}  ${finding.where}: ${finding.message}`);
  }
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  const rules = errors.length === 1 ? "a rule" : `rules in ${errors.length} places`;
  const heading = `The config breaks ${rules}; nothing was changed:`;
  throw new CrosstrustError(
    "SETTINGS_INVALID",
    [heading, ...errors.flatMap((finding) => describePolicyFinding(finding, file))].join("\n"),
    {
      where: "crosstrust:policy",
      expected: "a config that breaks no rule, or a waiver for each place, with its reason",
    },
  );
}

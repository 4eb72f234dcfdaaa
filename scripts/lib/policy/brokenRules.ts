import { readdirSync } from "node:fs";
import { checkPolicies } from "../../../trust/policy/checkPolicies.ts";
import { projectRoot } from "../projectRoot.ts";
import { readStackConfig } from "../stack/readStackConfig.ts";
import { readStackFile } from "../stack/stackFile.ts";
import { describePolicyFinding } from "./describePolicyFinding.ts";

/** The stacks of the project: those that have a file `Pulumi.<stack>.yaml`. Sorted. */
export function stackNames(): readonly string[] {
  return readdirSync(projectRoot)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

/**
 * The rules that the config of a stack breaks and nobody waived, in words; for tests of stacks, which fail on any.
 * @param now decides on what ends
 * @throws CrosstrustError where the config itself has faults
 */
export async function brokenRules(stack: string, configFile?: string, now?: Date): Promise<readonly string[]> {
  const settings = await readStackConfig(stack, configFile);
  const errors = checkPolicies(settings, now, stack).filter(({ severity }) => severity === "error");
  if (errors.length === 0) return [];
  const file = await readStackFile(stack, configFile);
  return errors.map((finding) => describePolicyFinding(finding, file).join("\n"));
}

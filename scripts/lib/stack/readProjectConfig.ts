import { existsSync } from "node:fs";
import { join } from "node:path";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { readYamlFile } from "./yamlFile.ts";

/**
 * What the project's Pulumi.yaml gives to stacks whose own config leaves a key out (Pulumi, "Project-level configuration"):
 * a value, or `value` or `default` of an entry.
 * @throws CrosstrustError STACK_CONFIG_UNREADABLE where it is not YAML; SETTINGS_INVALID where it holds settings of this
 *   program, which would be deployed and stand in no file that is looked at
 */
export async function readProjectConfig(project: string): Promise<Readonly<Record<string, unknown>>> {
  const path = join(project, "Pulumi.yaml");
  if (!existsSync(path)) return {};
  const { document } = await readYamlFile(path);
  const config = (document.toJS() as { readonly config?: unknown } | null)?.config;
  const entries = Object.entries(isMapping(config) ? config : {}).flatMap(([key, entry]) => {
    const value = isMapping(entry) ? (entry["value"] ?? entry["default"]) : entry;
    return value === undefined || value === null ? [] : [[key, value] as const];
  });
  const setting = entries.find(([key, value]) => key.startsWith("crosstrust:") && !isEmpty(value));
  if (setting === undefined) return Object.fromEntries(entries);
  throw new CrosstrustError("SETTINGS_INVALID", "The project's own file holds settings for all stacks.", {
    where: `${path}, ${setting[0]}`,
    expected: "settings in the stacks' files, or in the file of defaults that they name",
  });
}

function isEmpty(value: unknown): boolean {
  return isMapping(value) && Object.keys(value).length === 0;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

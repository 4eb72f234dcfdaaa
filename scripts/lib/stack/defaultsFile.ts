import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defaultsFault, defaultsOf } from "../../../trust/defaultsOf.ts";
import { defaultsKey, type MergedSettings } from "../../../trust/mergeDefaults.ts";
import { readYamlFile, type YamlFile } from "./yamlFile.ts";

/** A stack's file of defaults, as far as it could be read. */
export interface DefaultsFile extends MergedSettings {
  /** Absent where it could not. */
  readonly file?: YamlFile;
}

/**
 * The file of defaults that a stack's config names.
 * @param project the folder that its path is relative to
 * @returns undefined where it names none
 * @throws CrosstrustError STACK_CONFIG_UNREADABLE with file, line and column where that file is not YAML
 */
export async function readDefaultsFile({ document }: YamlFile, project: string): Promise<DefaultsFile | undefined> {
  if (!document.hasIn(["config", defaultsKey])) return undefined;
  const named: unknown = document.getIn(["config", defaultsKey]);
  if (typeof named !== "string") return { settings: {}, faults: [defaultsFault("It names no file.")] };
  const place = resolve(project, named);
  if (!existsSync(place)) return { settings: {}, faults: [defaultsFault("There is no such file.", named)] };
  const file = await readYamlFile(place);
  return { file, ...defaultsOf(file.document.toJS()) };
}

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { defaultsFault, defaultsOf, type Defaults } from "../../../trust/defaultsOf.ts";
import { defaultsKey } from "../../../trust/mergeDefaults.ts";
import { projectRoot } from "../projectRoot.ts";
import { replaceSecureValues } from "./secureValues.ts";
import { readYamlFile, type YamlFile } from "./yamlFile.ts";

/** A stack's file of defaults, as far as it could be read. */
export interface DefaultsFile extends Defaults {
  /** Absent where it could not. */
  readonly file?: YamlFile;
}

/**
 * The file of defaults that a stack's config names; its path is relative to the project that the config belongs to.
 * @returns undefined where it names none
 * @throws CrosstrustError STACK_CONFIG_UNREADABLE with file, line and column where that file is not YAML
 */
export async function readDefaultsFile({ path, document }: YamlFile): Promise<DefaultsFile | undefined> {
  const named: unknown = document.getIn(["config", defaultsKey]);
  if (named === undefined || named === null) return undefined;
  if (typeof named !== "string") return faulty("It names no file.", named);
  const place = resolve(projectOf(path), named);
  if (!existsSync(place)) return faulty("There is no such file.", named);
  const file = await readYamlFile(place);
  const secrets = replaceSecureValues(file.document);
  const { settings, faults } = defaultsOf(file.document.toJS());
  const encrypted = secrets.map((at) => ({
    path: at,
    message: "It is encrypted, for one stack only, and defaults are for several.",
    expected: "no secret",
  }));
  return { file, settings, faults: [...faults, ...encrypted] };
}

function faulty(message: string, found: unknown): DefaultsFile {
  return { settings: {}, faults: [defaultsFault(message, found)] };
}

/** The folder of the Pulumi.yaml that is nearest above a config; this project, for a config that lies elsewhere. */
function projectOf(config: string): string {
  for (let folder = dirname(config); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder) return projectRoot;
  }
}

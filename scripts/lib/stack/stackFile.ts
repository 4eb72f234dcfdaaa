import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { inProject, projectRoot } from "../projectRoot.ts";
import { type DefaultsFile, readDefaultsFile } from "./defaultsFile.ts";
import { readYamlFile, shownPath, type YamlFile } from "./yamlFile.ts";

/** A stack's config file, and the file of defaults that it names. */
export interface StackFile extends YamlFile {
  readonly defaults?: DefaultsFile;
}

/**
 * Reads the config of a stack: `Pulumi.<stack>.yaml`, or the file that is given.
 * @param project what the path of the defaults is relative to: this project, as for the program, wherever the config is
 * @throws CrosstrustError STACK_UNKNOWN where the stack has no file, with those that there are; STACK_CONFIG_UNREADABLE
 *   for a file that cannot be read, with line and column where it is not YAML
 */
export async function readStackFile(
  stack: string,
  configFile?: string,
  project: string = projectRoot,
): Promise<StackFile> {
  const path = configFile === undefined ? stackFilePath(stack) : resolve(configFile);
  if (configFile === undefined && !existsSync(path)) throw await unknown(stack, path);
  const file = await readYamlFile(path);
  const defaults = await readDefaultsFile(file, project);
  return { ...file, ...(defaults !== undefined && { defaults }) };
}

/** The project that a config was checked out with: the folder of the Pulumi.yaml that is nearest above; this one, if none is. */
export function projectOf(configFile: string): string {
  for (let folder = dirname(resolve(configFile)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder) return projectRoot;
  }
}

/** Where Pulumi looks for a stack's config; a stack's name may carry its organisation and project before a slash. */
function stackFilePath(stack: string): string {
  return inProject(`Pulumi.${stack.split("/").at(-1) ?? stack}.yaml`);
}

async function unknown(stack: string, path: string): Promise<CrosstrustError> {
  const known = (await readdir(projectRoot)).map((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []).flat();
  return new CrosstrustError("STACK_UNKNOWN", `There is no stack ${stack}.`, {
    where: shownPath(path),
    expected: known.length === 0 ? "a file Pulumi.<stack>.yaml" : `one of: ${known.join(", ")}`,
  });
}

import { relative } from "node:path";
import { projectRoot } from "../../projectRoot.ts";
import { locateSetting } from "../../stack/locateSetting.ts";
import type { OpenStack } from "../../stack/openStack.ts";
import { readStackFile } from "../../stack/stackFile.ts";
import type { LocateSetting } from "./renderSarif.ts";

/** Where the settings of a stack stand: in its own file, or in that of its defaults. */
export async function locateInConfig({
  name,
  configFile,
}: Pick<OpenStack, "name" | "configFile">): Promise<LocateSetting> {
  const file = await readStackFile(name, configFile);
  return (at) => {
    const { path, line, column } = locateSetting(file, at);
    const fromProject = relative(projectRoot, path).replaceAll("\\", "/");
    // A copy of the config that stands elsewhere is a copy of the project's own.
    const shown = fromProject.startsWith("..") ? `Pulumi.${name.split("/").at(-1) ?? name}.yaml` : fromProject;
    return { uri: encodeURI(shown), line, column };
  };
}

import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { inProject } from "../projectRoot.ts";

/** The packages that the program uses. */
export const providerPackages = ["aws", "okta"] as const;

export type ProviderPackage = (typeof providerPackages)[number];

/**
 * Makes the user's installed provider plugins known to a rehearsal's home, in the versions of the packages in use, by links:
 * the user's own folder stays as it is. They cannot be downloaded in a rehearsal, which reaches nothing outside.
 * @throws CrosstrustError USAGE that names the missing plugins and how to install them
 */
export async function linkRealPlugins(home: string, packages: readonly ProviderPackage[]): Promise<void> {
  const installed = join(process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"), "plugins");
  const wanted = await Promise.all(packages.map(async (name) => ({ name, version: await packageVersion(name) })));
  const missing = wanted.filter(
    ({ name, version }) => !existsSync(join(installed, folderOf(name, version), executableOf(name))),
  );
  if (missing.length > 0) {
    const commands = missing.map(({ name, version }) => `pulumi plugin install resource ${name} ${version}`);
    throw new CrosstrustError(
      "USAGE",
      `Real plugins are missing: ${missing.map(({ name }) => name).join(", ")}. Install them with ${commands.join(" and ")}.`,
      {
        where: "--plugins real",
        expected: `plugins in ${installed}`,
      },
    );
  }
  for (const { name, version } of wanted) {
    const [source, target] = [installed, join(home, "plugins")].map((folder) =>
      join(folder, folderOf(name, version)),
    ) as [string, string];
    await rm(target, { recursive: true, force: true });
    // The engine passes over links to folders, so the folder is its own and what is in it is linked.
    await mkdir(target, { recursive: true });
    for (const file of await readdir(source)) await symlink(join(source, file), join(target, file));
  }
}

function folderOf(name: string, version: string): string {
  return `resource-${name}-v${version}`;
}

function executableOf(name: string): string {
  return `pulumi-resource-${name}`;
}

async function packageVersion(name: string): Promise<string> {
  const manifest = await readFile(inProject("node_modules", "@pulumi", name, "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

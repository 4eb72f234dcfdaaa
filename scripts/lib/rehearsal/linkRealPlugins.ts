import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { inProject } from "../projectRoot.ts";

/** The packages that the program uses to reach a vendor. */
export const providerPackages = ["aws", "okta", "azuread"] as const;

export type ProviderPackage = (typeof providerPackages)[number];

/** Packages that reach nobody: the published plugin proves nothing that the bundled one does not, so it may be missing. */
const optionalPackages = ["random"] as const;

/**
 * Makes the user's installed provider plugins known to a rehearsal's home, in the versions of the packages in use, by links:
 * the user's own folder stays as it is. They cannot be downloaded in a rehearsal, which reaches nothing outside.
 * @param packages where it is all of them, optional ones are linked too if they are installed
 * @returns the packages whose plugins are linked
 * @throws CrosstrustError USAGE that names the missing plugins and how to install them
 */
export async function linkRealPlugins(home: string, packages: readonly ProviderPackage[]): Promise<readonly string[]> {
  const installed = join(process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"), "plugins");
  const isInstalled = ({ name, version }: Wanted): boolean =>
    existsSync(join(installed, folderOf(name, version), executableOf(name)));
  const asked = await Promise.all(packages.map(wantedPlugin));
  const all = providerPackages.every((name) => packages.includes(name));
  const optional = all ? await Promise.all(optionalPackages.map(wantedPlugin)) : [];
  const missing = asked.filter((plugin) => !isInstalled(plugin));
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
  const linked = [...asked, ...optional.filter(isInstalled)];
  for (const { name, version } of linked) {
    const [source, target] = [installed, join(home, "plugins")].map((folder) =>
      join(folder, folderOf(name, version)),
    ) as [string, string];
    await rm(target, { recursive: true, force: true });
    // The engine passes over links to folders, so the folder is its own and what is in it is linked.
    await mkdir(target, { recursive: true });
    for (const file of await readdir(source)) await symlink(join(source, file), join(target, file));
  }
  return linked.map(({ name }) => name);
}

interface Wanted {
  readonly name: string;
  readonly version: string;
}

async function wantedPlugin(name: string): Promise<Wanted> {
  return { name, version: await packageVersion(name) };
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

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { access, chmod, mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { cacheFolder } from "../../../scripts/lib/cacheFolder.mjs";
import { inProject } from "../../../scripts/lib/projectRoot.ts";

type Package = "azuread" | "okta";

const executableOf = (name: Package): string => `pulumi-resource-${name}`;

/**
 * A package's real plugin: where `CROSSTRUST_OKTA_PLUGIN` or `CROSSTRUST_AZUREAD_PLUGIN` says, in the user's own Pulumi
 * home, or in an archive in `../shared/plugins` beside the checkout, which is unpacked into the cache.
 * @returns undefined where there is none
 */
export async function findRealPlugin(name: Package): Promise<string | undefined> {
  const named = process.env[`CROSSTRUST_${name.toUpperCase()}_PLUGIN`];
  if (named !== undefined && named !== "") {
    await access(named);
    return named;
  }
  const home = process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  const installed = join(home, "plugins", await pluginFolder(name), executableOf(name));
  return existsSync(installed) ? installed : unpack(executableOf(name), inProject("..", "shared", "plugins"));
}

/** Puts a plugin into a Pulumi home, as the one that belongs to the package in use. */
export async function installPlugin(name: Package, plugin: string, home: string): Promise<void> {
  const folder = join(home, "plugins", await pluginFolder(name));
  await mkdir(folder, { recursive: true });
  await symlink(plugin, join(folder, executableOf(name)));
}

async function pluginFolder(name: Package): Promise<string> {
  const manifest = await readFile(inProject("node_modules", "@pulumi", name, "package.json"), "utf8");
  return `resource-${name}-v${(JSON.parse(manifest) as { version: string }).version}`;
}

async function unpack(executable: string, folder: string): Promise<string | undefined> {
  const archives = existsSync(folder) ? await readdir(folder) : [];
  const archive = archives.find((name) => name.startsWith(executable) && name.endsWith(".xz"));
  if (archive === undefined) return undefined;
  const unpacked = cacheFolder("plugins", archive.slice(0, -".xz".length));
  if (existsSync(unpacked)) return unpacked;
  const part = `${unpacked}.${process.pid}`;
  await mkdir(dirname(unpacked), { recursive: true });
  try {
    const xz = spawn("xz", ["--decompress", "--stdout", join(folder, archive)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const closed = once(xz, "close") as Promise<[number]>;
    await pipeline(xz.stdout, createWriteStream(part));
    const [code] = await closed;
    if (code !== 0) throw new Error(`xz ended with exit code ${code}`);
    await chmod(part, 0o755);
    await rename(part, unpacked);
  } finally {
    await rm(part, { force: true });
  }
  return unpacked;
}

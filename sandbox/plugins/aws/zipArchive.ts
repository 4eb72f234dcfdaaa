import { zipSync } from "fflate";
import type { Zippable } from "fflate";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Archive, Asset } from "../../../providers/lib/PropertyValue.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

/** The first time that a zip file can hold: every file gets it, so that equal contents give equal bytes. */
const epoch = new Date(1980, 0, 1);
/** A regular file that everybody may read, in Unix' form: code that the owner alone may read does not run in Lambda. */
const readableFile = (0o100644 << 16) >>> 0;
const unix = 3;

/**
 * The archive as a zip file: the same bytes for the same contents.
 * @throws {CrosstrustError} USAGE for files that are not there, and for kinds of archive that are no zip
 */
export async function zipArchive(archive: Archive): Promise<Uint8Array> {
  if (archive.assets === undefined) {
    const path = localPath(archive);
    if ((await statOf(path)).isFile()) return readZip(path);
  }
  const files = new Map<string, Uint8Array>();
  await collect(archive, "", files);
  const names = [...files.keys()].sort();
  const entries: Zippable = Object.fromEntries(
    names.map((name) => [name, [files.get(name) ?? new Uint8Array(), { mtime: epoch, attrs: readableFile, os: unix }]]),
  );
  return zipSync(entries, { level: 9 });
}

async function collect(archive: Archive, prefix: string, files: Map<string, Uint8Array>): Promise<void> {
  if (archive.assets === undefined) {
    await collectFolder(localPath(archive), prefix, files);
    return;
  }
  for (const [name, member] of Object.entries(archive.assets)) {
    if (member instanceof Asset) files.set(`${prefix}${name}`, await contents(member));
    else await collect(member, `${prefix}${name}/`, files);
  }
}

async function collectFolder(folder: string, prefix: string, files: Map<string, Uint8Array>): Promise<void> {
  if (!(await statOf(folder)).isDirectory()) throw refusal(folder, "only a folder can be part of an archive");
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`${prefix}${path.slice(folder.length + 1).replaceAll("\\", "/")}`, await readFile(path));
  }
}

async function contents(asset: Asset): Promise<Uint8Array> {
  if (asset.text !== undefined) return Buffer.from(asset.text);
  const path = localPath(asset);
  await statOf(path);
  return readFile(path);
}

async function readZip(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  if (bytes.subarray(0, 2).toString("latin1") !== "PK")
    throw refusal(path, "only zip files can be uploaded as they are");
  return bytes;
}

function localPath({ path, uri }: Asset | Archive): string {
  if (path !== undefined) return path.replace(/[/\\]+$/, "");
  if (uri?.startsWith("file:")) return fileURLToPath(uri);
  throw refusal(uri ?? "an archive without contents", "this plugin takes files of this machine only");
}

async function statOf(path: string): ReturnType<typeof stat> {
  try {
    return await stat(path);
  } catch (cause) {
    const where = `looked for in ${process.cwd()}; an absolute path is the same everywhere`;
    throw new CrosstrustError("USAGE", `${path}: no such file or folder, ${where}`, { where: path, cause });
  }
}

function refusal(where: string, reason: string): CrosstrustError {
  return new CrosstrustError("USAGE", `${where}: ${reason}`, { where });
}

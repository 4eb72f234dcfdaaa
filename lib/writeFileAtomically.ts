import { randomUUID } from "node:crypto";
import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file as a whole: whoever reads it, or a machine that loses power, finds either the old text or the new one.
 * @param mode its permissions, whatever an older file of that name had; the process's umask takes from them
 * @throws what the file system says, or an error for a device or pipe of that name; what was there is then still there,
 *   and nothing beside it
 */
export async function writeFileAtomically(file: string, text: string, mode: number): Promise<void> {
  await refuseSpecial(file);
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, "wx", mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/**
 * Removes what writers of the file left beside it when they were killed, which may hold secrets.
 * Only for who knows that nobody else writes the file now.
 */
export async function removeLeftovers(file: string): Promise<void> {
  const [folder, prefix] = [dirname(file), `${basename(file)}.`];
  const isLeftover = (name: string): boolean =>
    name.startsWith(prefix) && /^[0-9a-f-]{36}\.tmp$/.test(name.slice(prefix.length));
  const leftovers = (await readdir(folder)).filter(isLeftover);
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { force: true })));
}

/** Renaming would put a file in the place of a device (`/dev/null`), and whoever may do so would miss it. */
async function refuseSpecial(file: string): Promise<void> {
  const known = await stat(file).catch(() => undefined);
  // What is wrong with a folder the file system itself says.
  if (known && !known.isFile() && !known.isDirectory()) throw new Error("it is no regular file");
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; its file system keeps the order of renames by itself.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

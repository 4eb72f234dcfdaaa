import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { readFileIfThere } from "./readFileIfThere.ts";

/** A lock that is ours; `release` gives it back. */
export interface Lock {
  release(): Promise<void>;
}

/** A lock that somebody else has. */
export interface TakenLock {
  /** The id of the process that holds it; undefined for a file that is no lock of ours. */
  readonly holder: number | undefined;
}

const ownerSchema = z.object({ pid: z.int().positive(), started: z.string().optional(), token: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Tokens of the locks that this process holds: its own id in a lock file may be that of a dead process of the same id. */
const held = new Set<string>();

/**
 * Takes a lock between the processes of this machine: a file, made here, that names the process that holds it. The lock
 * of a process that is no longer there is taken over.
 * @throws what the file system says
 */
export async function takeLock(file: string): Promise<Lock | TakenLock> {
  const started = await startOfProcess(process.pid);
  const own: Owner = { pid: process.pid, ...(started !== undefined && { started }), token: randomUUID() };
  // Ours from before the file is there: another call in this process must not take it for a dead process's.
  held.add(own.token);
  let taken = false;
  try {
    while (!(taken = await createLock(file, own))) {
      const text = await readFileIfThere(file);
      if (text === undefined) continue;
      const owner = readOwner(text);
      if (await isAlive(owner)) return { holder: owner?.pid };
      await removeStale(file, text, own.token);
    }
  } finally {
    if (!taken) held.delete(own.token);
  }
  return {
    release: async () => {
      if (held.delete(own.token)) await rm(file, { force: true });
    },
  };
}

/** Appears with its content or not at all, so that nobody reads a lock that is not yet written. */
async function createLock(file: string, own: Owner): Promise<boolean> {
  const temporary = `${file}.${own.token}`;
  await writeFile(temporary, JSON.stringify(own), { mode: 0o600, flag: "wx" });
  try {
    await link(temporary, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Takes away the lock that was judged stale, and puts back one that somebody else made in the meantime. */
async function removeStale(file: string, judged: string, token: string): Promise<void> {
  const grave = `${file}.${token}.stale`;
  try {
    await rename(file, grave);
    if ((await readFile(grave, "utf8")) !== judged) await link(grave, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    await rm(grave, { force: true });
  }
}

/** @returns undefined for a text that nothing here wrote */
function readOwner(text: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What cannot be read counts as alive: better to ask the user than to write over another process's work. */
async function isAlive(owner: Owner | undefined): Promise<boolean> {
  if (!owner) return true;
  if (owner.pid === process.pid) return held.has(owner.token);
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  // The id may have been given to another process since; where the system tells when a process began, that settles it.
  const started = await startOfProcess(owner.pid);
  return started === undefined || owner.started === undefined || started === owner.started;
}

/** When a process began, in ticks since the machine's start (`man 5 proc`, field 22); undefined where there is no /proc. */
async function startOfProcess(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name, the second field, is in parentheses and may itself hold spaces and parentheses.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

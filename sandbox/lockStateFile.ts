import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { CrosstrustError } from "../trust/CrosstrustError.ts";

/** A held lock; `release` gives it back. */
export interface StateLock {
  release(): Promise<void>;
}

const ownerSchema = z.object({ pid: z.int().positive(), started: z.string().optional(), token: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Tokens of the locks that this process holds: its own id in a lock file may be that of a dead process of the same id. */
const held = new Set<string>();

/**
 * Takes the lock of a state file: `<file>.lock`, which names the process that holds it. The lock of a process that is no
 * longer there is taken over.
 * @throws CrosstrustError STATE_FILE_UNREADABLE when a living process holds it
 */
export async function lockStateFile(file: string): Promise<StateLock> {
  const lockFile = `${file}.lock`;
  const started = await startOfProcess(process.pid);
  const own: Owner = { pid: process.pid, ...(started !== undefined && { started }), token: randomUUID() };
  for (;;) {
    if (await createLock(lockFile, own)) break;
    const text = await readIfThere(lockFile);
    if (text === undefined) continue;
    const owner = readOwner(text);
    if (await isAlive(owner)) throw heldBy(owner, file, lockFile);
    await removeStale(lockFile, text, own.token);
  }
  held.add(own.token);
  return {
    release: async () => {
      if (held.delete(own.token)) await rm(lockFile, { force: true });
    },
  };
}

/** Appears with its content or not at all, so that nobody reads a lock that is not yet written. */
async function createLock(lockFile: string, own: Owner): Promise<boolean> {
  const temporary = `${lockFile}.${own.token}`;
  await writeFile(temporary, JSON.stringify(own), { mode: 0o600, flag: "wx" });
  try {
    await link(temporary, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Takes away the lock that was judged stale, and puts back one that somebody else made in the meantime. */
async function removeStale(lockFile: string, judged: string, token: string): Promise<void> {
  const grave = `${lockFile}.${token}.stale`;
  try {
    await rename(lockFile, grave);
    if ((await readFile(grave, "utf8")) !== judged) await link(grave, lockFile);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    await rm(grave, { force: true });
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** @returns undefined for a text that no sandbox wrote */
function readOwner(text: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What cannot be read counts as alive: better to ask the user than to write over another sandbox's state. */
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

function heldBy(owner: Owner | undefined, file: string, lockFile: string): CrosstrustError {
  const who = owner ? `process ${owner.pid}` : "another sandbox";
  return new CrosstrustError(
    "STATE_FILE_UNREADABLE",
    `The sandbox's state file ${file} is in use by ${who}. Stop that sandbox, or name another file; ` +
      `if no sandbox runs, remove ${lockFile}.`,
    { where: file },
  );
}

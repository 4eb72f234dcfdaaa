import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { takeLock } from "../../../lib/takeLock.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

const pollMs = 250;

/**
 * Does work that only one process of this machine may do at a time. The lock is a file that names the process that holds
 * it; that of a process that is gone is taken over.
 * @param onWait called once when another process holds it
 * @throws CrosstrustError USAGE where the file is no lock
 */
export async function withLock<T>(
  file: string,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait: () => void },
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  let lock = await takeLock(file);
  if ("holder" in lock && lock.holder !== undefined) onWait();
  while (!("release" in lock)) {
    if (lock.holder === undefined) {
      throw new CrosstrustError("USAGE", "The file stands where a lock goes, and is none.", {
        where: file,
        expected: "no such file: remove it",
      });
    }
    await delay(pollMs, undefined, { signal });
    lock = await takeLock(file);
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

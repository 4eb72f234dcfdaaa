import { type Lock, takeLock } from "../lib/takeLock.ts";
import { CrosstrustError } from "../trust/CrosstrustError.ts";

/**
 * Takes the lock of a state file: `<file>.lock`, which names the process that holds it.
 * @throws CrosstrustError STATE_FILE_UNREADABLE when a living process holds it
 */
export async function lockStateFile(file: string): Promise<Lock> {
  const lockFile = `${file}.lock`;
  const lock = await takeLock(lockFile);
  if ("release" in lock) return lock;
  const who = lock.holder === undefined ? "another sandbox" : `process ${lock.holder}`;
  throw new CrosstrustError(
    "STATE_FILE_UNREADABLE",
    `The sandbox's state file ${file} is in use by ${who}. Stop that sandbox, or name another file; ` +
      `if no sandbox runs, remove ${lockFile}.`,
    { where: file },
  );
}

import { setTimeout as sleep } from "node:timers/promises";

export interface Patience {
  /** Ends waiting. */
  readonly signal: AbortSignal;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** How long to wait before the second, third … time, in milliseconds. */
const waits = [1000, 2000, 4000, 8000];

/**
 * Asks again where AWS answers ConflictException: an earlier change has not reached all its hosts yet, and AWS says to
 * come back later (API reference of sso-admin, ConflictException). The SDK itself repeats what was throttled or failed on
 * AWS's side, but not this.
 */
export async function afterConflicts<Value>(ask: () => Promise<Value>, patience: Patience): Promise<Value> {
  const { signal, wait = pause } = patience;
  for (const milliseconds of waits) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Error && error.name === "ConflictException")) throw error;
    }
    await wait(milliseconds, signal);
  }
  return ask();
}

function pause(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return sleep(milliseconds, undefined, { signal });
}

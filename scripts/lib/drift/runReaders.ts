import pLimit from "p-limit";
import type { DriftContext, DriftReader } from "./DriftContext.ts";
import type { DriftFinding } from "./DriftFinding.ts";
import { readOr } from "./lib/notRead.ts";
import type { RegisteredReader } from "./readers.ts";

/** Vendors throttle, and each reader asks in parallel by itself. */
const atATime = 4;

/**
 * Runs the readers that a stack needs. One that its vendor refuses becomes a finding; the others read all the same.
 * @param progress is told which readers are under way
 * @throws CrosstrustError INTERRUPTED, or whatever is a reader's own mistake
 */
export async function runReaders(
  readers: readonly RegisteredReader[],
  context: DriftContext,
  progress: (name: string) => void = () => undefined,
): Promise<readonly DriftFinding[]> {
  const limit = pLimit(atATime);
  const needed = readers.filter(({ isNeeded }) => isNeeded(context.state));
  const found = await Promise.all(
    needed.map(({ name, load }) =>
      limit(async () => {
        progress(name);
        return readOr({ where: name }, async () => read(await load(), context));
      }),
    ),
  );
  return found.flat();
}

async function read(reader: DriftReader, context: DriftContext): Promise<readonly DriftFinding[]> {
  return reader(context);
}

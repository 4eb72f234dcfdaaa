import type { OpenStack } from "../stack/openStack.ts";
import type { DriftContext } from "./DriftContext.ts";
import type { DriftFinding } from "./DriftFinding.ts";
import { mergeNotRead } from "./lib/mergeNotRead.ts";
import { withoutGone } from "./lib/notThere.ts";
import { managedFindings } from "./managed/managedFindings.ts";
import { readRefresh } from "./managed/readRefresh.ts";
import { publishedDrift } from "./published/publishedDrift.ts";
import { readers } from "./readers.ts";
import { runReaders } from "./runReaders.ts";
import { secretDrift } from "./secrets/secretDrift.ts";

export interface DriftOptions {
  /** How long before its end a secret is told of. */
  readonly expiringDays: number;
  readonly progress: (text: string) => void;
}

/**
 * Compares a stack with its vendors: its objects by the engine, what stands beside them by the vendors' readers, what its
 * issuers publish, and when its secrets end. All of it only reads.
 * @throws CrosstrustError ENGINE_FAILED, INTERRUPTED
 */
export async function detectDrift(
  open: OpenStack,
  context: DriftContext,
  { expiringDays, progress }: DriftOptions,
): Promise<readonly DriftFinding[]> {
  const { stack, state } = context;
  const [refresh, ...found] = await Promise.all([
    readRefresh(open),
    runReaders(readers, context, (name) => progress(`Reading ${name} …`)),
    publishedDrift(context),
    secretDrift(expiringDays)(context),
  ]);
  const told = withoutGone(found.flat(), state, refresh);
  const explained = told.flatMap(({ explains = [] }) => explains);
  return mergeNotRead([...told, ...managedFindings({ stack, state, refresh, explained })]);
}

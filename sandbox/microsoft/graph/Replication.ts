import type { GraphCall } from "../MicrosoftCall.ts";
import type { MicrosoftState } from "../state.ts";

/** How many requests do not see a new object yet. */
const unseenRequests = 2;

/** Who does not see a new object: nobody at all, or only those who come to it otherwise than by its own path. */
type Hidden = "everywhere" | "in lists and references";

/**
 * What is not replicated yet, where the sandbox was told to be eventually consistent: a new object is unknown to the first
 * requests after the one that made it. By their number, not by time, so that a rehearsal is the same every time. It is
 * not part of the state: after a restart everything has arrived everywhere.
 */
export class Replication {
  readonly #unseen = new Map<string, { left: number; readonly hidden: Hidden }>();
  readonly #eventual: boolean;

  constructor(eventual: boolean) {
    this.#eventual = eventual;
  }

  /**
   * Notes an object that was just made. Applications and people are hidden everywhere. Service principals, assignments and
   * grants answer by their own path at once: Microsoft says of none that it would, but the azuread provider (6.9.1) asks so
   * without a second try, and is known to work.
   */
  created(id: string, hidden: Hidden): void {
    if (this.#eventual) this.#unseen.set(id, { left: unseenRequests, hidden });
  }

  /** Whether a list or a reference meets the object; each time that it does not counts. */
  sees(id: string): boolean {
    const unseen = this.#unseen.get(id);
    if (!unseen) return true;
    unseen.left--;
    if (unseen.left === 0) this.#unseen.delete(id);
    return false;
  }

  /** Whether a path that names the object meets it. */
  seesByPath(id: string): boolean {
    return this.#unseen.get(id)?.hidden !== "everywhere" || this.sees(id);
  }
}

const replications = new WeakMap<MicrosoftState, Replication>();

export function replicationOf({ state, context }: Pick<GraphCall, "state" | "context">): Replication {
  const known = replications.get(state) ?? new Replication(context.graphConsistency === "eventual");
  replications.set(state, known);
  return known;
}

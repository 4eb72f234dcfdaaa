import type { DriftFinding } from "../DriftFinding.ts";
import type { Refresh } from "../managed/Refreshed.ts";
import type { StateResource } from "../../stack/StateResource.ts";
import { notRead } from "./notRead.ts";
import type { Place } from "./placeOf.ts";

/**
 * That a vendor's API does not know what was deployed, so that nothing in it could be compared. Where the engine finds it
 * gone too, that is the engine's to tell, and `withoutGone` drops this.
 * @param key the resource's id at the vendor, as the state has it, or its URN; undefined for what the state does not know
 */
export function notThere({ where, path }: Place, key: string | undefined): readonly DriftFinding[] {
  const advice = "Run drift again: the vendor may have been behind. If it is really gone, take it out of the config.";
  const told = notRead(where, "the vendor answered that there is no such thing", advice, path);
  return [{ ...told, ...(key !== undefined && { unlessGone: key }) }];
}

/** Findings without those of what is gone. */
export function withoutGone(
  findings: readonly DriftFinding[],
  state: readonly StateResource[],
  { resources }: Refresh,
): readonly DriftFinding[] {
  const gone = new Set(resources.filter(({ after }) => after === undefined).map(({ urn }) => urn));
  const keys = new Set(state.flatMap(({ id, urn }) => (gone.has(urn) ? [urn, id] : [])));
  return findings.flatMap(({ unlessGone, ...finding }) =>
    unlessGone !== undefined && keys.has(unlessGone) ? [] : [finding],
  );
}

import { isDeepStrictEqual } from "node:util";
import { flag } from "./fields.ts";
import type { GraphObject } from "./GraphClient.ts";

/**
 * The step before a change of app roles or delegated permissions: Graph neither changes nor removes one that is enabled
 * (Microsoft Graph, `CannotDeleteOrUpdateEnabledEntitlement`).
 * @returns those that are there, with what goes or changes disabled; undefined where nothing has to be
 */
export function disableFirst(
  before: readonly GraphObject[],
  wanted: readonly GraphObject[],
): readonly GraphObject[] | undefined {
  const goes = (one: GraphObject): boolean => {
    const other = wanted.find(({ id }) => id === one["id"]);
    return flag(one["isEnabled"]) && !(other && says(one, other));
  };
  if (!before.some(goes)) return undefined;
  return sendable(before).map((one, index) => (goes(before[index] ?? {}) ? { ...one, isEnabled: false } : one));
}

/** As Graph takes back what it showed: where a role comes from is not among it. */
export function sendable(entitlements: readonly GraphObject[]): readonly GraphObject[] {
  return entitlements.map((one) => ({ ...one, origin: undefined }));
}

/** Whether one already says all that is wanted of it. */
function says(one: GraphObject, wanted: GraphObject): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => name === "isEnabled" || isDeepStrictEqual(comparable(one[name]), comparable(value)),
  );
}

function comparable(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted() : (value ?? "");
}

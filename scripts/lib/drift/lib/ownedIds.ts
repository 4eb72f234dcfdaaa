import type { StateResource } from "../../stack/StateResource.ts";
import { resourcesOf } from "./resourcesOf.ts";

/**
 * The ids, at the vendor, of what the stack manages of one type: whatever else a vendor lists in a container that the stack
 * owns is unmanaged. A provider's import id that holds the container's (`server/scope`) is given as the state has it.
 */
export function ownedIds(state: readonly StateResource[], type: string): ReadonlySet<string> {
  return new Set(resourcesOf(state, type).flatMap(({ id }) => id ?? []));
}

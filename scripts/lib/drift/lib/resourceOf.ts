import type { StateResource } from "../../stack/StateResource.ts";
import { resourcesOf } from "./resourcesOf.ts";

/** The one resource of a type that has this id at the vendor. */
export function resourceOf(state: readonly StateResource[], type: string, id: string): StateResource | undefined {
  return resourcesOf(state, type).find((resource) => resource.id === id);
}

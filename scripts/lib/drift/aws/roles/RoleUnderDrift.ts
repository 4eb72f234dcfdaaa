import type { DriftContext } from "../../DriftContext.ts";
import type { StateResource } from "../../../stack/StateResource.ts";
import type { Place } from "../lib/configPlace.ts";

/** A role of the stack's. */
export interface RoleUnderDrift {
  readonly context: DriftContext;
  readonly place: Place;
  /** In IAM, and its id in the state. */
  readonly name: string;
  readonly resource: StateResource;
}

export interface InlinePolicy {
  readonly name: string;
  /** JSON. */
  readonly document: string;
}

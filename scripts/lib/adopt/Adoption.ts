import type { Candidate } from "./Finder.ts";
import type { PlannedResource } from "./PlannedResource.ts";

/** What became of the search for a resource that would be created. */
export type Outcome =
  | { readonly kind: "found"; readonly found: Candidate }
  /** There is none; or none of what it belongs to. */
  | { readonly kind: "missing"; readonly parent?: string }
  | { readonly kind: "ambiguous"; readonly candidates: readonly Candidate[] }
  /** A provider imports no such thing. */
  | { readonly kind: "not-importable"; readonly reason: string }
  /** The vendor could not be asked. */
  | { readonly kind: "not-read"; readonly reason: string };

export interface Adoption {
  readonly resource: PlannedResource;
  readonly outcome: Outcome;
}

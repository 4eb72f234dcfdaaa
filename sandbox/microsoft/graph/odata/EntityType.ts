import type { GraphFields } from "../../state.ts";

/** What lists and single objects of a resource type need to know of it. */
export interface EntityType {
  /** Of the resource type, such as `application`. */
  readonly name: string;
  /** Of the collection in `@odata.context`, such as `applications`. */
  readonly set: string;
  /** All properties that can be selected. */
  readonly properties: ReadonlySet<string>;
  /** Paths that can be filtered by. */
  readonly filterable: ReadonlySet<string>;
  /** Properties that `$search` looks into. */
  readonly searchable: ReadonlySet<string>;
  /** What v1.0 gives when nothing is selected; everything, where absent. */
  readonly defaults?: readonly string[];
}

/** An object as Graph writes it. */
export type Entity = GraphFields & { readonly id: string };

import type { PlannedResource } from "./PlannedResource.ts";
import type { AdoptVendors } from "./AdoptVendors.ts";

/** An object at a vendor that a resource could be. */
export interface Candidate {
  /** By which the resource's provider imports it. */
  readonly importId: string;
  /** What other resources say of it: `id` where it is not the import id, and whatever else they ask for by name. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** A resource that would be created, and what is known of the objects that it belongs to. */
export interface Subject {
  readonly resource: PlannedResource;
  /** @returns what the program says of an input, where that is a text and known before anything is made */
  readonly text: (input: string) => string | undefined;
  /**
   * An input that names another object: what the program says, or what was found of the object that it comes from.
   * @param fact which of the object's facts
   * @throws WithoutParent where that was not found either
   */
  readonly ref: (input: string, fact?: string) => Promise<string>;
}

/**
 * Looks for the objects at a vendor that a resource could be, by its name or natural key within what it belongs to.
 * @returns all of them: one is adopted, several are told
 * @throws WithoutParent; NotRead; CrosstrustError
 */
export type Finder = (subject: Subject, vendors: AdoptVendors) => Promise<readonly Candidate[]>;

/** What a resource belongs to will be created, and so will it. */
export class WithoutParent extends Error {
  /** The name of what it belongs to. */
  readonly parent: string;

  constructor(parent: string) {
    super(`${parent} was not found`);
    this.name = "WithoutParent";
    this.parent = parent;
  }
}

/** A vendor could not be asked. */
export class NotRead extends Error {
  override readonly name = "NotRead";
}

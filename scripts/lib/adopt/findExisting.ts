import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Adoption, Outcome } from "./Adoption.ts";
import type { AdoptVendors } from "./AdoptVendors.ts";
import { type Finder, NotRead, type Subject, WithoutParent } from "./Finder.ts";
import type { PlannedResource } from "./PlannedResource.ts";

export interface Search {
  readonly plan: ReadonlyMap<string, PlannedResource>;
  /** By type: how to look for it, or why nothing can be looked for. */
  readonly finders: Readonly<Record<string, Finder | string>>;
  readonly vendors: AdoptVendors;
  /** Called before each resource. */
  readonly progress: (resource: PlannedResource) => void;
}

/**
 * Looks for the vendors' objects that the resources of a plan could be.
 * @returns one for each resource that would be created at a vendor, in the order of the plan
 * @throws CrosstrustError INTERRUPTED
 */
export async function findExisting(search: Search): Promise<readonly Adoption[]> {
  const walk = new Walk(search);
  const adoptions: Adoption[] = [];
  for (const resource of search.plan.values()) {
    if (!resource.creates || !resource.custom || resource.type.startsWith("pulumi:")) continue;
    search.progress(resource);
    adoptions.push({ resource, outcome: await walk.outcomeOf(resource) });
  }
  return adoptions;
}

/** Each resource is looked for once, after those that it belongs to. */
class Walk {
  readonly #search: Search;
  readonly #outcomes = new Map<string, Promise<Outcome>>();

  constructor(search: Search) {
    this.#search = search;
  }

  outcomeOf(resource: PlannedResource): Promise<Outcome> {
    const known = this.#outcomes.get(resource.urn) ?? this.#look(resource);
    this.#outcomes.set(resource.urn, known);
    return known;
  }

  async #look(resource: PlannedResource): Promise<Outcome> {
    const { finders, vendors } = this.#search;
    const finder = Object.hasOwn(finders, resource.type) ? finders[resource.type] : undefined;
    if (typeof finder !== "function") {
      return { kind: "not-importable", reason: finder ?? "nothing is known of how to look for one" };
    }
    try {
      const candidates = await finder(this.#subject(resource), vendors);
      const [found] = candidates;
      if (found === undefined) return { kind: "missing" };
      return candidates.length > 1 ? { kind: "ambiguous", candidates } : { kind: "found", found };
    } catch (error) {
      if (error instanceof WithoutParent) return { kind: "missing", parent: error.parent };
      if (error instanceof NotRead) return { kind: "not-read", reason: error.message };
      if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
      return { kind: "not-read", reason: error.message };
    }
  }

  #subject(resource: PlannedResource): Subject {
    const text = (input: string): string | undefined => {
      const value = resource.inputs[input];
      return typeof value === "string" ? value : undefined;
    };
    const ref = async (input: string, fact = "id"): Promise<string> =>
      text(input) ?? (await this.#factOf(resource, input, fact));
    return { resource, text, ref };
  }

  async #factOf(resource: PlannedResource, input: string, fact: string): Promise<string> {
    const origins = (resource.dependencies[input] ?? []).flatMap((urn) => this.#search.plan.get(urn) ?? []);
    for (const origin of origins) {
      const outcome = await this.outcomeOf(origin);
      if (outcome.kind !== "found") continue;
      const { importId, facts = {} } = outcome.found;
      const value = facts[fact] ?? (fact === "id" ? importId : undefined);
      if (value !== undefined) return value;
    }
    throw new WithoutParent(origins[0]?.name ?? input);
  }
}

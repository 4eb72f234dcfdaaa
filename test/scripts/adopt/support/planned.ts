import type { PlannedResource } from "../../../../scripts/lib/adopt/PlannedResource.ts";

/** A resource that would be created; its URN is made of its parent's, its type and its name. */
export function planned(
  type: string,
  name: string,
  more: Partial<PlannedResource> & { readonly below?: PlannedResource } = {},
): PlannedResource {
  const { below, ...rest } = more;
  const types = below === undefined ? "" : `${below.urn.split("::")[2]}$`;
  return {
    urn: `urn:pulumi:dev::crosstrust::${types}${type}::${name}`,
    type,
    name,
    custom: true,
    parent: below?.urn,
    provider: undefined,
    version: undefined,
    inputs: {},
    configuration: undefined,
    dependencies: {},
    creates: true,
    ...rest,
  };
}

export function plan(...resources: readonly PlannedResource[]): ReadonlyMap<string, PlannedResource> {
  return new Map(resources.map((resource) => [resource.urn, resource]));
}

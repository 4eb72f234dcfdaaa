import type { StateResource } from "../../../scripts/lib/stack/StateResource.ts";

const stackUrn = "urn:pulumi:dev::crosstrust::pulumi:pulumi:Stack::crosstrust-dev";

/** A resource of a state of the stack `dev`; `parent` is the URN of another one, or absent at the top. */
export function resource(
  type: string,
  name: string,
  rest: Partial<Omit<StateResource, "type" | "name" | "urn">> = {},
): StateResource {
  return {
    urn: `urn:pulumi:dev::crosstrust::${type}::${name}`,
    type,
    name,
    parent: stackUrn,
    inputs: {},
    outputs: {},
    ...rest,
  };
}

export const stackResource: StateResource = {
  urn: stackUrn,
  type: "pulumi:pulumi:Stack",
  name: "crosstrust-dev",
  inputs: {},
  outputs: {},
};

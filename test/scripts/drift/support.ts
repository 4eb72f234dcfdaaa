import type { DriftFinding } from "../../../scripts/lib/drift/DriftFinding.ts";
import { withoutGone } from "../../../scripts/lib/drift/lib/notThere.ts";
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

/** What is left of readers' findings where the engine, too, finds resources of these ids gone. */
export function whereGone(
  findings: readonly DriftFinding[],
  state: readonly StateResource[],
  ids: readonly string[],
): readonly DriftFinding[] {
  const gone = state.filter(({ id }) => id !== undefined && ids.includes(id));
  const resources = gone.map(({ urn, outputs }) => ({ urn, before: outputs, after: undefined }));
  return withoutGone(findings, state, { resources, faults: [] });
}

export const stackResource: StateResource = {
  urn: stackUrn,
  type: "pulumi:pulumi:Stack",
  name: "crosstrust-dev",
  inputs: {},
  outputs: {},
};

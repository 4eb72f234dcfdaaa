import provider from "@pulumi/pulumi/proto/provider_pb.js";
import type * as rpc from "@pulumi/pulumi/proto/provider_pb.js";
import { describeFault } from "./checkInputs.ts";
import type { CheckedInputs } from "./checkInputs.ts";
import type { PropertyChange } from "./diffProperties.ts";
import type { Property } from "./Property.ts";
import { encodeProperties } from "./propertyWire.ts";
import type { AnyResource } from "./ResourceDefinition.ts";

/** @param acceptSecrets false: the inputs go plain */
export function checkResponse({ inputs, faults }: CheckedInputs, acceptSecrets: boolean): rpc.CheckResponse {
  const response = new provider.CheckResponse();
  response.setInputs(encodeProperties(inputs, acceptSecrets));
  response.setFailuresList(checkFailures({ inputs, faults }));
  return response;
}

export function checkFailures({ inputs, faults }: CheckedInputs): rpc.CheckFailure[] {
  return faults.map((fault) => {
    const { property, reason } = describeFault(fault, inputs);
    const failure = new provider.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
}

/** @param deleteFirst where something forces a replacement, the old object goes before the new one comes */
export function diffResponse(
  changes: readonly PropertyChange[],
  deleteFirst: boolean,
  definition?: AnyResource<never>,
): rpc.DiffResponse {
  const { Kind } = provider.PropertyDiff;
  const kinds = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
  } as const;
  const names = (some: readonly PropertyChange[]): string[] =>
    [...new Set(some.map(({ property }) => property))].sort();
  const replaces = names(changes.filter((change) => change.replaces));
  const response = new provider.DiffResponse();
  response.setChanges(
    changes.length > 0 ? provider.DiffResponse.DiffChanges.DIFF_SOME : provider.DiffResponse.DiffChanges.DIFF_NONE,
  );
  response.setDiffsList(names(changes));
  response.setReplacesList(replaces);
  response.setStablesList(stableInputs(definition, replaces));
  response.setDeletebeforereplace(deleteFirst && replaces.length > 0);
  response.setHasdetaileddiff(true);
  for (const { path, kind, replaces: replacing } of changes) {
    const difference = new provider.PropertyDiff();
    difference.setKind(kinds[kind][replacing ? 1 : 0]);
    response.getDetaileddiffMap().set(path, difference);
  }
  return response;
}

function stableInputs(definition: AnyResource<never> | undefined, replaces: readonly string[]): string[] {
  const inputs = Object.entries((definition?.inputs ?? {}) as Readonly<Record<string, Property>>);
  return inputs.flatMap(([name, { forceNew }]) => (forceNew && !replaces.includes(name) ? [name] : [])).sort();
}

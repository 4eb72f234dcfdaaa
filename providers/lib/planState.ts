import { placesKey } from "./archivePlaces.ts";
import { canonicalJson } from "./canonicalJson.ts";
import { sorted } from "./diffProperties.ts";
import type { Property, PropertyType } from "./Property.ts";
import { isPropertyMap, unknownValue } from "./PropertyValue.ts";
import type { PropertyMap, PropertyValue } from "./PropertyValue.ts";
import type { AnyResource, View } from "./ResourceDefinition.ts";
import { copySecretness, markSecret, reveal } from "./secrets.ts";
import { defaultsKey } from "./checkInputs.ts";

/** What a new resource's state will be, as far as it is known before the vendor is asked. */
export function plannedCreation(
  definition: AnyResource<never>,
  inputs: PropertyMap,
  planned: PropertyMap,
): PropertyMap {
  const state: Record<string, PropertyValue> = {};
  for (const [name, property] of inputProperties(definition)) {
    const value = inputs[name] ?? planned[name];
    if (value !== undefined) state[name] = value;
    else if (property.computed) state[name] = unknownValue;
  }
  for (const name of Object.keys(definition.outputs)) state[name] = planned[name] ?? unknownValue;
  return markedSecrets(definition, state, inputs);
}

/** What an updated resource's state will be; outputs stay as they are unless the update is known to change them. */
export function plannedUpdate(
  definition: AnyResource<never>,
  inputs: PropertyMap,
  planned: PropertyMap,
  old: PropertyMap,
  changed: ReadonlySet<string>,
): PropertyMap {
  const state: Record<string, PropertyValue> = {};
  for (const [name, property] of inputProperties(definition)) {
    const value = inputs[name] ?? planned[name] ?? (property.computed ? old[name] : undefined);
    if (value !== undefined) state[name] = value;
  }
  for (const name of Object.keys(definition.outputs)) {
    const value = planned[name] ?? old[name];
    if (value !== undefined) state[name] = value;
  }
  for (const name of definition.updates?.((name) => changed.has(name)) ?? []) {
    if (inputs[name] === undefined) state[name] = unknownValue;
  }
  return markedSecrets(definition, state, inputs);
}

/**
 * The state after the vendor was asked.
 * @param known what the vendor does not tell is taken from here, where the property is one that it never tells
 * @param inputs their secrets are secret in the state too
 */
export function observedState(
  definition: AnyResource<never>,
  view: View,
  known: PropertyMap,
  inputs: PropertyMap,
): PropertyMap {
  const state: Record<string, PropertyValue> = {};
  for (const [name, property] of inputProperties(definition)) {
    const seen = fromView(property.type, plainView(view[name]));
    const value = settled(property.type, seen, known[name]) ?? (property.unreturned ? known[name] : undefined);
    if (value !== undefined) state[name] = value;
  }
  for (const [name, output] of Object.entries(definition.outputs)) {
    const value = plainView(view[name]) ?? (output.onceOnly ? known[name] : undefined);
    if (value !== undefined) state[name] = value;
  }
  return markedSecrets(definition, copySecretness(state, known), inputs);
}

/** Inputs that the provider keeps for itself. */
const ownKeys: ReadonlySet<string> = new Set([defaultsKey, placesKey]);

/** The plain values of a state or of inputs, as a definition's functions get them. */
export function plainValues(map: PropertyMap): Record<string, PropertyValue> {
  return Object.fromEntries(
    Object.entries(map).flatMap(([name, value]) => {
      const plain = reveal(value);
      return ownKeys.has(name) || plain === null || plain === unknownValue ? [] : [[name, plain]];
    }),
  );
}

/** What a definition's function returned, as properties; undefined and null fields left out. */
export function plainView(value: unknown): PropertyValue | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.flatMap((element) => plainView(element) ?? []);
  if (isPropertyMap(value as PropertyValue)) {
    const fields = Object.entries(value).flatMap(([name, part]) => {
      const plain = plainView(part);
      return plain === undefined ? [] : [[name, plain] as const];
    });
    return Object.fromEntries(fields);
  }
  return value as PropertyValue;
}

export function planOf<Client>(
  definition: AnyResource<Client>,
  inputs: PropertyMap,
  client: Client,
  old?: PropertyMap,
): PropertyMap {
  if (!definition.plan) return {};
  return plainView(definition.plan(plainValues(inputs), client, old && plainValues(old))) as PropertyMap;
}

/** The value with every set in it in one order. */
function fromView(type: PropertyType, value: PropertyValue | undefined): PropertyValue | undefined {
  if (type.kind === "set" && Array.isArray(value)) return sorted(value);
  if (type.kind !== "object" || !isPropertyMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const field = type.fields[name];
      return [name, (field && fromView(field.type, part)) ?? part];
    }),
  );
}

/** A document that says the same as the known one stays in the known one's words. */
function settled(
  type: PropertyType,
  seen: PropertyValue | undefined,
  known: PropertyValue | undefined,
): PropertyValue | undefined {
  if (type.kind !== "json" || known === undefined || seen === undefined) return seen;
  return canonicalJson(seen) === canonicalJson(reveal(known)) ? known : seen;
}

function inputProperties(definition: AnyResource<never>): [string, Property][] {
  return Object.entries(definition.inputs as Readonly<Record<string, Property>>);
}

function markedSecrets(definition: AnyResource<never>, state: PropertyMap, inputs: PropertyMap): PropertyMap {
  const marked = copySecretness(state, inputs);
  return Object.fromEntries(
    Object.entries(marked).map(([name, value]) => {
      const inputProperty = (definition.inputs as Readonly<Record<string, Property>>)[name];
      const secret = inputProperty?.secret ?? definition.outputs[name]?.secret ?? false;
      return [name, secret ? markSecret(value) : value];
    }),
  );
}

import { placesKey } from "./archivePlaces.ts";
import { defaultsKey, defaultsOf } from "./checkInputs.ts";
import { diffProperties } from "./diffProperties.ts";
import type { Property } from "./Property.ts";
import type { PropertyMap, PropertyValue } from "./PropertyValue.ts";
import type { AnyResource } from "./ResourceDefinition.ts";
import { copySecretness } from "./secrets.ts";

/**
 * The inputs of a resource after a refresh: those that were there, with what the vendor now says where it says otherwise.
 * What the program never said stays unsaid.
 */
export function refreshedInputs(definition: AnyResource<never>, old: PropertyMap, state: PropertyMap): PropertyMap {
  const inputs: Record<string, PropertyValue> = {};
  const unchanged = new Set<string>();
  for (const [name, value] of Object.entries(old)) {
    const property = propertyOf(definition, name);
    if (property === undefined) continue;
    const seen = state[name];
    if ((property.unreturned && seen === undefined) || !differs(name, property, seen, value)) {
      inputs[name] = value;
      unchanged.add(name);
    } else if (seen !== undefined) inputs[name] = seen;
  }
  const filledIn = [...defaultsOf(old)].filter((name) => unchanged.has(name));
  const places = old[placesKey];
  return { ...copySecretness(inputs, old), ...(places && { [placesKey]: places }), [defaultsKey]: filledIn };
}

/** The inputs that would declare an object that was found: what differs from what stands without a word. */
export function importedInputs(definition: AnyResource<never>, state: PropertyMap): PropertyMap {
  const inputs: Record<string, PropertyValue> = {};
  for (const [name, value] of Object.entries(state)) {
    const property = propertyOf(definition, name);
    if (property === undefined || (property.computed && !property.autoname)) continue;
    if (property.required || differs(name, property, value, property.default as PropertyValue | undefined)) {
      inputs[name] = value;
    }
  }
  return { ...inputs, [defaultsKey]: [] };
}

/** Of an object that was found, what the vendor may not tell is taken to be as it is without a word. */
export function defaultsOfUntold(definition: AnyResource<never>): PropertyMap {
  const properties = Object.entries(definition.inputs as Readonly<Record<string, Property>>);
  return Object.fromEntries(
    properties.flatMap(([name, { unreturned, default: value }]) =>
      unreturned && value !== undefined ? [[name, value as PropertyValue]] : [],
    ),
  );
}

function differs(
  name: string,
  property: Property,
  state: PropertyValue | undefined,
  wanted: PropertyValue | undefined,
): boolean {
  const before: PropertyMap = state === undefined ? {} : { [name]: state };
  const after: PropertyMap = wanted === undefined ? {} : { [name]: wanted };
  return diffProperties({ [name]: { type: property.type } }, before, after).length > 0;
}

function propertyOf(definition: AnyResource<never>, name: string): Property | undefined {
  return (definition.inputs as Readonly<Record<string, Property>>)[name];
}

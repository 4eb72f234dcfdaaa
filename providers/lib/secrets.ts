import { mapValues } from "../../lib/mapValues.ts";
import { Archive, Asset, isPropertyMap, Secret, unknownValue } from "./PropertyValue.ts";
import type { PropertyMap, PropertyValue } from "./PropertyValue.ts";

/** The value with every secret in it laid open. */
export function reveal(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return reveal(value.value);
  if (Array.isArray(value)) return value.map((element: PropertyValue) => reveal(element));
  return isPropertyMap(value) ? revealMap(value) : value;
}

export function revealMap(map: PropertyMap): PropertyMap {
  return mapValues(map, reveal);
}

/** True where a value is unknown, or holds an unknown one. */
export function hasUnknown(value: PropertyValue | undefined): boolean {
  return holds(value, (part) => part === unknownValue);
}

export function hasSecret(value: PropertyValue | undefined): boolean {
  return holds(value, (part) => part instanceof Secret);
}

function holds(value: PropertyValue | undefined, test: (part: PropertyValue) => boolean): boolean {
  if (value === undefined) return false;
  if (test(value)) return true;
  if (value instanceof Secret) return holds(value.value, test);
  if (Array.isArray(value)) return value.some((element: PropertyValue) => holds(element, test));
  return isPropertyMap(value) && Object.values(value).some((element) => holds(element, test));
}

/**
 * Marks in `to` what is secret in `from`, at the same place. Where an array holds a secret the whole array becomes one,
 * because its order may differ: as the engine itself does for providers that know no secrets.
 */
export function copySecretness(to: PropertyMap, from: PropertyMap): PropertyMap {
  return Object.fromEntries(
    Object.entries(to).map(([name, value]) => {
      const model = from[name];
      if (isPropertyMap(value) && isPropertyMap(model)) return [name, copySecretness(value, model)];
      return [name, hasSecret(model) ? markSecret(value) : value];
    }),
  );
}

export function markSecret(value: PropertyValue): PropertyValue {
  return value instanceof Secret ? value : new Secret(value);
}

/** Every text that is secret in the properties: what no message may repeat. */
export function secretTexts(properties: PropertyMap): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: PropertyValue, secret: boolean): void => {
    if (value instanceof Secret) visit(value.value, true);
    else if (typeof value === "string") {
      if (secret && value !== "") found.add(value);
    } else if (value instanceof Asset) {
      if (secret && value.text) found.add(value.text);
    } else if (value instanceof Archive) Object.values(value.assets ?? {}).forEach((asset) => visit(asset, secret));
    else if (Array.isArray(value)) value.forEach((element: PropertyValue) => visit(element, secret));
    else if (isPropertyMap(value)) Object.values(value).forEach((element) => visit(element, secret));
  };
  visit(properties, false);
  return found;
}

/** The text with each of the secrets in it blotted out, the longest first. */
export function redact(text: string, secrets: Iterable<string>): string {
  return [...secrets]
    .sort((a, b) => b.length - a.length)
    .reduce((result, secret) => result.replaceAll(secret, "[secret]"), text);
}

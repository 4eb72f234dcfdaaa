import { placesKey } from "./archivePlaces.ts";
import { suggest } from "../../lib/suggest.ts";
import { autoname } from "./autoname.ts";
import type { Naming } from "./autoname.ts";
import { checkType } from "./checkType.ts";
import type { Properties } from "./Property.ts";
import { isPropertyMap, Secret } from "./PropertyValue.ts";
import type { PropertyMap, PropertyValue } from "./PropertyValue.ts";
import type { InputFault } from "./ResourceDefinition.ts";
import { hasSecret, hasUnknown, markSecret, revealMap } from "./secrets.ts";

/** The input that lists which inputs the provider filled in; bridged providers keep the same list under this name. */
export const defaultsKey = "__defaults";

/** Inputs after the check, and every fault that was found in them. */
export interface CheckedInputs {
  readonly inputs: PropertyMap;
  readonly faults: readonly InputFault[];
}

interface Checkable {
  readonly inputs: Properties;
  readonly unsupported?: readonly string[];
  readonly check?: (inputs: Record<string, unknown>) => readonly InputFault[];
}

/**
 * Checks inputs whole: names, presence, types, permitted values; fills in defaults and names.
 * @param olds the inputs of before: a name that was made automatically is kept
 * @param naming absent where nothing can be named
 */
export function checkInputs(
  { inputs: properties, unsupported = [], check }: Checkable,
  news: PropertyMap,
  olds: PropertyMap = {},
  naming?: Naming,
): CheckedInputs {
  const given = withoutOwnKeys(news);
  const faults: InputFault[] = [];
  const inputs: Record<string, PropertyValue> = {};
  const filledIn: string[] = [];

  for (const [name, value] of Object.entries(given)) {
    if (name in properties || (unsupported.includes(name) && !isGiven(value))) continue;
    const reason = unsupported.includes(name)
      ? "this plugin cannot set it; use the published plugin"
      : unknownName("input", name, [...Object.keys(properties), ...unsupported]);
    faults.push({ path: name, reason });
  }
  for (const [name, property] of Object.entries(properties)) {
    const value = given[name];
    if (isGiven(value)) {
      const checked = checkType(name, property, value, faults);
      inputs[name] = property.secret ? markSecret(checked) : checked;
      const other = property.conflictsWith;
      if (other !== undefined && isGiven(given[other])) faults.push({ path: name, reason: `not beside "${other}"` });
      continue;
    }
    const conflicting = property.conflictsWith !== undefined && isGiven(given[property.conflictsWith]);
    const filled = conflicting
      ? undefined
      : (property.default ?? autoname(name, property, olds, defaultsOf(olds), naming));
    if (filled !== undefined) {
      inputs[name] = filled as PropertyValue;
      filledIn.push(name);
    } else if (property.required || (property.autoname && !conflicting)) {
      faults.push({ path: name, reason: "missing, but required" });
    }
  }
  if (faults.length === 0 && check) faults.push(...check(knownValues(inputs)));
  return { inputs: { ...inputs, [defaultsKey]: filledIn.sort() }, faults };
}

/** The names that the provider filled in when it made these inputs. */
export function defaultsOf(inputs: PropertyMap): ReadonlySet<string> {
  const names = inputs[defaultsKey];
  return new Set(Array.isArray(names) ? names.filter((name) => typeof name === "string") : []);
}

/** A sentence about a name that does not exist, with the one that was probably meant. */
export function unknownName(what: string, name: string, known: readonly string[]): string {
  const near = suggest(name, known);
  return near === undefined ? `unknown ${what}` : `unknown ${what}; did you mean "${near}"?`;
}

/** A fault as the engine prints it: it would print the value beside a property's name, even a secret one. */
export function describeFault(fault: InputFault, inputs: PropertyMap): { property: string; reason: string } {
  const value = inputs[fault.path];
  if (value !== undefined && !hasSecret(value)) return { property: fault.path, reason: fault.reason };
  return { property: "", reason: `"${fault.path}": ${fault.reason}` };
}

function isGiven(value: PropertyValue | undefined): value is Exclude<PropertyValue, null> {
  return value !== undefined && value !== null && !(value instanceof Secret && value.value === null);
}

/** Plain values of the inputs that are known whole: what a check of several inputs can judge. */
function knownValues(inputs: PropertyMap): PropertyMap {
  return revealMap(Object.fromEntries(Object.entries(inputs).filter(([, value]) => !hasUnknown(value))));
}

function withoutOwnKeys(map: PropertyMap): PropertyMap {
  const clean = (value: PropertyValue): PropertyValue => {
    if (value instanceof Secret) return new Secret(clean(value.value));
    if (Array.isArray(value)) return value.map((element: PropertyValue) => clean(element));
    return isPropertyMap(value) ? withoutOwnKeys(value) : value;
  };
  return Object.fromEntries(
    Object.entries(map).flatMap(([name, value]) =>
      name === defaultsKey || name === placesKey ? [] : [[name, clean(value)]],
    ),
  );
}

import { isDeepStrictEqual } from "node:util";
import { canonicalJson } from "./canonicalJson.ts";
import type { Properties, PropertyType } from "./Property.ts";
import { Archive, Asset, isPropertyMap, Secret, unknownValue } from "./PropertyValue.ts";
import type { PropertyMap, PropertyValue } from "./PropertyValue.ts";
import { reveal } from "./secrets.ts";

/** One place where the wanted value differs from the state's. */
export interface PropertyChange {
  /** Such as `jwtConfiguration.audiences[0]`. */
  readonly path: string;
  /** The top-level property. */
  readonly property: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

/**
 * Compares what is wanted with what the state says, as bridged providers do: the state, not the inputs of before, so that
 * a change made behind the engine's back shows after a refresh.
 * @param planned values known without the vendor; they count like inputs
 */
export function diffProperties(
  properties: Properties,
  state: PropertyMap,
  inputs: PropertyMap,
  planned: PropertyMap = {},
): readonly PropertyChange[] {
  const changes: PropertyChange[] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (property.creationOnly) continue;
    const old = revealed(state[name]);
    const wanted = revealed(inputs[name]) ?? planned[name];
    if (wanted === undefined && property.computed) continue;
    const at: Report = (path, kind, replaces = property.forceNew ?? false) => {
      changes.push({ path, property: name, kind, replaces });
    };
    compare(name, property.type, old, wanted, at);
  }
  return changes;
}

/** @param replaces unless given, what the top-level property says */
type Report = (path: string, kind: PropertyChange["kind"], replaces?: boolean) => void;

function compare(
  path: string,
  type: PropertyType,
  old: PropertyValue | undefined,
  wanted: PropertyValue | undefined,
  report: Report,
): void {
  // Terraform's SDK does not tell an unset value from an empty one, so neither do the providers built on it.
  if (isEmpty(old) && isEmpty(wanted)) return;
  if (wanted === unknownValue) report(path, isEmpty(old) ? "add" : "update");
  else if (old === undefined || old === null || (isEmpty(old) && type.kind !== "object")) report(path, "add");
  else if (wanted === undefined || wanted === null) report(path, "delete");
  else if (type.kind === "list" || type.kind === "set") compareLists(path, type, asList(old), asList(wanted), report);
  else if (type.kind === "map")
    compareFields(path, fieldsOf(type.element, old, wanted), asMap(old), asMap(wanted), report);
  else if (type.kind === "object") compareFields(path, type.fields, asMap(old), asMap(wanted), report);
  else if (!(type.kind === "json" ? canonicalJson(old) === canonicalJson(wanted) : sameScalar(old, wanted))) {
    report(path, "update");
  }
}

/** A map's entries as if they were an object's fields. */
function fieldsOf(element: PropertyType, ...maps: PropertyValue[]): Properties {
  const names = maps.flatMap((map) => Object.keys(asMap(map)));
  return Object.fromEntries(names.map((name) => [name, { type: element }]));
}

function compareFields(path: string, fields: Properties, old: PropertyMap, wanted: PropertyMap, report: Report): void {
  for (const [name, field] of Object.entries(fields)) {
    const value = revealed(wanted[name]) ?? (field.default as PropertyValue | undefined);
    if (value === undefined && field.computed) continue;
    const at: Report = field.forceNew ? (place, kind) => report(place, kind, true) : report;
    compare(`${path}.${name}`, field.type, revealed(old[name]), value, at);
  }
}

function compareLists(
  path: string,
  type: PropertyType & { readonly element: PropertyType },
  old: readonly PropertyValue[],
  wanted: readonly PropertyValue[],
  report: Report,
): void {
  const [before, after] = type.kind === "set" ? [sorted(old), sorted(wanted)] : [old, wanted];
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const place = `${path}[${index}]`;
    if (index >= before.length) report(place, "add");
    else if (index >= after.length) report(place, "delete");
    else compare(place, type.element, before[index], after[index], report);
  }
}

/** A set's elements in one order. */
export function sorted(values: readonly PropertyValue[]): readonly PropertyValue[] {
  const key = (value: PropertyValue): string => (typeof value === "string" ? value : canonicalJson(value));
  return [...values].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function sameScalar(old: PropertyValue | undefined, wanted: PropertyValue): boolean {
  if (isFile(old) && isFile(wanted)) return old.hash !== undefined && old.hash === wanted.hash;
  return isDeepStrictEqual(old, wanted);
}

function isFile(value: PropertyValue | undefined): value is Asset | Archive {
  return value instanceof Asset || value instanceof Archive;
}

function isEmpty(value: PropertyValue | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPropertyMap(value) && Object.values(value).every((part) => isEmpty(revealed(part)));
}

function revealed(value: PropertyValue | undefined): PropertyValue | undefined {
  return value instanceof Secret || Array.isArray(value) ? reveal(value) : value;
}

function asList(value: PropertyValue | undefined): readonly PropertyValue[] {
  return Array.isArray(value)
    ? (value as readonly PropertyValue[])
    : value === undefined || value === null
      ? []
      : [value];
}

function asMap(value: PropertyValue | undefined): PropertyMap {
  return isPropertyMap(value) ? value : {};
}

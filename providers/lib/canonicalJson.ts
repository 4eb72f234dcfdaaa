import { sortedByKey } from "../../lib/sortedByKey.ts";
import type { PropertyValue } from "./PropertyValue.ts";

/**
 * One text for all JSON documents that a vendor takes for the same policy: key order, white space and the order of
 * lists of texts say nothing, and a list of one is that one (AWS stores and returns policies so).
 * @param value a JSON text, or the value itself; a text that is no JSON stands for itself
 */
export function canonicalJson(value: PropertyValue | undefined): string {
  if (typeof value !== "string") return JSON.stringify(canonical(value ?? null));
  try {
    return JSON.stringify(canonical(JSON.parse(value)));
  } catch {
    return value;
  }
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const elements = value.map(canonical);
    if (elements.length === 1) return elements[0];
    return elements.every((element) => typeof element === "string") ? elements.sort() : elements;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(sortedByKey(Object.entries(value)).map(([name, part]) => [name, canonical(part)]));
}

import { invalidFilter, type Comparison, type Filter, type FilterValue } from "./parseFilter.ts";
import { unsupportedQuery } from "../errors.ts";
import type { EntityType } from "./EntityType.ts";

/**
 * Whether Graph would take a filter of a type. Throws a GraphError: for properties that are not there, for those that cannot
 * be filtered by, and for operators that need the advanced queries' header and count
 * (learn.microsoft.com/graph/aad-advanced-queries).
 */
export function checkFilter(filter: Filter, type: EntityType, advanced: boolean): void {
  switch (filter.kind) {
    case "and":
    case "or":
      checkFilter(filter.left, type, advanced);
      checkFilter(filter.right, type, advanced);
      return;
    case "not":
      if (!advanced) throw unsupportedQuery("Unsupported Query.");
      checkFilter(filter.operand, type, advanced);
      return;
    case "any":
    case "compare":
    case "in":
    case "text":
      if (!advanced && needsAdvanced(filter)) throw unsupportedQuery("Unsupported Query.");
      checkProperty(filter.path, type);
  }
}

function needsAdvanced(filter: Filter): boolean {
  return (
    (filter.kind === "compare" && filter.operator === "ne") ||
    (filter.kind === "text" && filter.operator === "endswith")
  );
}

function checkProperty(path: string, { name, properties, filterable }: EntityType): void {
  const [property = ""] = path.split("/");
  if (!properties.has(property)) {
    throw invalidFilter(`Could not find a property named '${property}' on type 'microsoft.graph.${name}'.`);
  }
  if (filterable.has(path)) return;
  const resource = name.charAt(0).toUpperCase() + name.slice(1);
  throw unsupportedQuery(
    `Unsupported or invalid query filter clause specified for property '${property}' of resource '${resource}'.`,
  );
}

/** Whether an object, as Graph writes it, is what a filter asks for. Texts are compared in any case. */
export function matches(filter: Filter, value: unknown): boolean {
  switch (filter.kind) {
    case "and":
      return matches(filter.left, value) && matches(filter.right, value);
    case "or":
      return matches(filter.left, value) || matches(filter.right, value);
    case "not":
      return !matches(filter.operand, value);
    case "any": {
      const items = at(value, filter.path);
      return Array.isArray(items) && items.some((item) => matches(filter.operand, item));
    }
    case "in":
      return filter.values.some((wanted) => compare(at(value, filter.path), "eq", wanted));
    case "text": {
      const text = at(value, filter.path);
      if (typeof text !== "string") return false;
      const [given, wanted] = [text.toLowerCase(), filter.value.toLowerCase()];
      return filter.operator === "startswith" ? given.startsWith(wanted) : given.endsWith(wanted);
    }
    case "compare":
      return compare(at(value, filter.path), filter.operator, filter.value);
  }
}

function at(value: unknown, path: string): unknown {
  if (path === "") return value;
  return path
    .split("/")
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
      value,
    );
}

function compare(given: unknown, operator: Comparison, wanted: FilterValue): boolean {
  const [one, other] = [comparable(given), comparable(wanted)];
  if (operator === "eq") return one === other;
  if (operator === "ne") return one !== other;
  if (one === null || other === null || typeof one !== typeof other) return false;
  if (operator === "ge") return one >= other;
  if (operator === "le") return one <= other;
  return operator === "gt" ? one > other : one < other;
}

function comparable(value: unknown): FilterValue {
  if (typeof value === "string") return value.toLowerCase();
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

import { UnknownValueError } from "@pulumi/policy";

/** What a program gives a resource. What is not known in a preview throws when it is looked at, and is judged in `up`. */
export type Properties = Readonly<Record<string, unknown>>;

/** A property, or one of a property; undefined where it is not there, or not known yet. */
export function valueOf(properties: Properties, ...path: readonly (string | number)[]): unknown {
  let current: unknown = properties;
  for (const step of path) {
    if (typeof current !== "object" || current === null) return undefined;
    try {
      current = (current as Readonly<Record<string | number, unknown>>)[step];
    } catch (error) {
      if (error instanceof UnknownValueError) return undefined;
      throw error;
    }
  }
  return current;
}

/** Whether a property is there, known or not. */
export function isGiven(properties: Properties, name: string): boolean {
  return Object.hasOwn(properties, name);
}

export function textOf(properties: Properties, ...path: readonly (string | number)[]): string | undefined {
  const value = valueOf(properties, ...path);
  return typeof value === "string" ? value : undefined;
}

export function numberOf(properties: Properties, ...path: readonly (string | number)[]): number | undefined {
  const value = valueOf(properties, ...path);
  return typeof value === "number" ? value : undefined;
}

/** A number above zero, for settings in which zero stands for the vendor's default. */
export function positiveOf(properties: Properties, ...path: readonly (string | number)[]): number | undefined {
  const value = numberOf(properties, ...path);
  return value === undefined || value <= 0 ? undefined : value;
}

/** The items of a list that are known. */
export function itemsOf(properties: Properties, ...path: readonly (string | number)[]): readonly unknown[] {
  const list = valueOf(properties, ...path);
  if (!Array.isArray(list)) return [];
  return Array.from({ length: list.length }, (_, index) => valueOf(properties, ...path, index)).filter(
    (item) => item !== undefined,
  );
}

/** The texts of a list that are known. */
export function textsOf(properties: Properties, ...path: readonly (string | number)[]): readonly string[] {
  return itemsOf(properties, ...path).filter((item) => typeof item === "string");
}

type VendorObject = Readonly<Record<string, unknown>>;

/** What stands at a path of an answer; undefined where nothing does. */
export function at(object: VendorObject | undefined, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, name) => (typeof part === "object" && part !== null ? (part as VendorObject)[name] : undefined),
    object,
  );
}

export function textAt(object: VendorObject | undefined, ...path: readonly string[]): string {
  const value = at(object, ...path);
  return typeof value === "string" ? value : "";
}

/** The texts of a list, in order; none where there is no list. */
export function textsAt(object: VendorObject | undefined, ...path: readonly string[]): readonly string[] {
  const value = at(object, ...path);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string").toSorted() : [];
}

export function objectsAt(object: VendorObject | undefined, ...path: readonly string[]): readonly VendorObject[] {
  const value = at(object, ...path);
  return Array.isArray(value)
    ? value.filter((item): item is VendorObject => typeof item === "object" && item !== null)
    : [];
}

export function without(items: readonly string[], others: readonly string[]): readonly string[] {
  return items.filter((item) => !others.includes(item));
}

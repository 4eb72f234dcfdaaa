import type { Fault, RawSettings } from "./Settings.ts";

/** The setting that names the file of defaults; it is no setting of the trust model. */
export const defaultsKey = "crosstrust:defaults";

/** Settings, and what is wrong with how they were put together. */
export interface MergedSettings {
  /** By key, without the prefix `crosstrust:`. */
  readonly settings: RawSettings;
  readonly faults: readonly Fault[];
}

type Mapping = Readonly<Record<string, unknown>>;
type Path = Fault["path"];

/**
 * A stack's own settings over those that it shares with others. Mappings are merged entry by entry; whatever else stands in
 * both, lists too, is the stack's own; `null` takes an entry away. One that would take away what is not there is a fault: it
 * may be misspelt, and what it was to take away is still there. So is one for a whole section: the engine takes no such
 * config (`must be of type 'object'`).
 * @param defaults as `own`: by key, without the prefix `crosstrust:`. A key of either may be JSON in a text
 */
export function mergeDefaults(defaults: RawSettings, own: RawSettings): MergedSettings {
  const faults: Fault[] = [];
  const sections = Object.entries(own).map(([key, value]): readonly [string, unknown] => {
    const path = [`crosstrust:${key}`];
    const merged = parsed(value);
    if (merged !== null) return [key, merge(parsed(entryOf(defaults, key)), merged, path, faults)];
    faults.push({ path, message: "A section cannot be taken away whole.", expected: "null for each of its entries" });
    return [key, {}];
  });
  return { settings: Object.fromEntries([...Object.entries(defaults), ...sections]), faults };
}

/** @param own is not null */
function merge(defaults: unknown, own: unknown, path: Path, faults: Fault[]): unknown {
  if (!isMapping(own)) return own;
  const shared = isMapping(defaults) ? defaults : {};
  const gone = new Set<string>();
  const entries = Object.entries(own).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
    const at = [...path, name];
    if (value !== null) return [[name, merge(entryOf(shared, name), value, at, faults)]];
    if (!Object.hasOwn(shared, name)) faults.push(nothingToTakeAway(at, shared));
    gone.add(name);
    return [];
  });
  const kept = Object.entries(shared).filter(([name]) => !gone.has(name));
  return Object.fromEntries([...kept, ...entries]);
}

function nothingToTakeAway(path: Path, shared: Mapping): Fault {
  const names = Object.keys(shared);
  return {
    path,
    message: "There is nothing that it could take away: the defaults have no such entry.",
    found: null,
    expected: names.length === 0 ? "a value" : `a value, or one of: ${names.join(", ")}`,
  };
}

/** An entry named `constructor` is not there because all objects have one. */
function entryOf(mapping: Mapping, name: string): unknown {
  return Object.hasOwn(mapping, name) ? mapping[name] : undefined;
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import type { RawSettings } from "./Settings.ts";

/** The setting that names the file of defaults; it is no setting of the trust model. */
export const defaultsKey = "crosstrust:defaults";

type Mapping = Readonly<Record<string, unknown>>;

/**
 * A stack's own settings over those that it shares with others. Mappings are merged entry by entry; whatever else stands in
 * both, lists too, is the stack's own; `null` takes an entry away.
 * @param defaults as `own`: by key, without the prefix `crosstrust:`. A key of either may be JSON in a text
 */
export function mergeDefaults(defaults: RawSettings, own: RawSettings): RawSettings {
  const keys = new Set([...Object.keys(defaults), ...Object.keys(own)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      if (!(key in own)) return [[key, withoutNothing(defaults[key])]];
      if (!(key in defaults)) return [[key, withoutNothing(own[key])]];
      const merged = merge(parsed(defaults[key]), parsed(own[key]));
      return merged === null ? [] : [[key, merged]];
    }),
  );
}

function merge(defaults: unknown, own: unknown): unknown {
  if (!isMapping(defaults) || !isMapping(own)) return withoutNothing(own);
  const names = new Set([...Object.keys(defaults), ...Object.keys(own)]);
  return Object.fromEntries(
    [...names]
      .map((name): readonly [string, unknown] => {
        if (!(name in own)) return [name, withoutNothing(defaults[name])];
        return [name, name in defaults ? merge(defaults[name], own[name]) : withoutNothing(own[name])];
      })
      .filter(([, value]) => value !== null),
  );
}

/** What takes away what is not there takes away nothing. */
function withoutNothing(value: unknown): unknown {
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).map(([name, entry]) => [name, withoutNothing(entry)] as const);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== null));
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

import { clientCredentialsKey } from "./clientCredentials.ts";
import { defaultsKey } from "./mergeDefaults.ts";
import type { Fault, RawSettings } from "./Settings.ts";

const prefix = "crosstrust:";

/** What a file of defaults comes to: settings, or what is wrong with it. */
export interface Defaults {
  /** Without the prefix `crosstrust:`. */
  readonly settings: RawSettings;
  readonly faults: readonly Fault[];
}

/**
 * The settings of a file of defaults.
 * @param content the file's YAML: a mapping of keys that begin with `crosstrust:`
 */
export function defaultsOf(content: unknown): Defaults {
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    return { settings: {}, faults: [defaultsFault("The file holds no mapping.")] };
  }
  const entries = Object.entries(content);
  const isOwn = ([key]: readonly [string, unknown]): boolean =>
    key.startsWith(prefix) && key !== defaultsKey && key !== clientCredentialsKey;
  return {
    settings: Object.fromEntries(entries.filter(isOwn).map(([key, value]) => [key.slice(prefix.length), value])),
    faults: entries.filter((entry) => !isOwn(entry)).map(([key]) => strangeKey(key)),
  };
}

/** Something that is wrong with the setting that names the file, or with the file as a whole. */
export function defaultsFault(message: string, found?: unknown): Fault {
  const expected = `a YAML file with keys such as ${prefix}issuers; its path is relative to the project`;
  return { path: [defaultsKey], message, ...(found !== undefined && { found }), expected };
}

function strangeKey(key: string): Fault {
  const expected = key.startsWith(prefix)
    ? "the file of the stack itself, which is the place for it"
    : `keys that begin with ${prefix}; those of providers stand in the stack's own file, or in Pulumi.yaml for all stacks`;
  return { path: [key], message: "It cannot stand among the defaults.", expected };
}

import { clientCredentialsKey } from "./clientCredentials.ts";
import { defaultsKey, type MergedSettings } from "./mergeDefaults.ts";
import type { Fault } from "./Settings.ts";

const prefix = "crosstrust:";

/** What stands where a secret stood, so that no ciphertext is repeated. */
const placeholder = "encrypted";

/**
 * The settings of a file of defaults, with what is wrong with it.
 * @param content the file's YAML: a mapping of keys that begin with `crosstrust:`
 */
export function defaultsOf(content: unknown): MergedSettings {
  if (!isMapping(content)) return { settings: {}, faults: [defaultsFault("The file holds no mapping.")] };
  const faults: Fault[] = [];
  const settings = Object.entries(content).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    const isStrange = !key.startsWith(prefix) || key === defaultsKey || key === clientCredentialsKey;
    if (isStrange) faults.push(strangeKey(key));
    return isStrange ? [] : [[key.slice(prefix.length), withoutSecrets(value, [key], faults)]];
  });
  return { settings: Object.fromEntries(settings), faults };
}

/** Something that is wrong with the setting that names the file, or with the file as a whole. */
export function defaultsFault(message: string, found?: string): Fault {
  const expected = `a YAML file with keys such as ${prefix}issuers; its path is relative to the project`;
  return { path: [defaultsKey], message, ...(found !== undefined && { found }), expected };
}

function strangeKey(key: string): Fault {
  const expected = key.startsWith(prefix)
    ? "the file of the stack itself, which is the place for it"
    : `keys that begin with ${prefix}; those of providers stand in the stack's own file, or in Pulumi.yaml for all stacks`;
  return { path: [key], message: "It cannot stand among the defaults.", expected };
}

function withoutSecrets(value: unknown, path: Fault["path"], faults: Fault[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => withoutSecrets(item, [...path, index], faults));
  if (!isMapping(value)) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "secure" && typeof only[1] === "string") {
    const message = "It is encrypted, for one stack only, and defaults are for several.";
    faults.push({ path, message, expected: "no secret" });
    return placeholder;
  }
  return Object.fromEntries(entries.map(([name, entry]) => [name, withoutSecrets(entry, [...path, name], faults)]));
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

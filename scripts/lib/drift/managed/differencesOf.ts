import { isDeepStrictEqual } from "node:util";

/** A value that differs. */
export interface Difference {
  /** `jwtConfiguration.audiences`. */
  readonly path: string;
  /** Undefined where nothing was declared. */
  readonly declared: unknown;
  /** Undefined where there is nothing. */
  readonly actual: unknown;
}

/** What the engine puts around values that are none of JSON's: secrets, assets, archives (Pulumi, `resource.SigKey`). */
const mark = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** How the engine's events show what is secret. */
const hidden = "[secret]";

type Json = Readonly<Record<string, unknown>>;

/**
 * Where two values differ in what they say. A list says the same in any order: what has an order among the resources declared
 * here has it as a number (`priority`, `precedence`). Providers write nothing in several ways: absent, null, and empty are
 * the same. A policy is compared as the document that it is, and an archive, which has a path of the machine beside its hash,
 * by that. A secret has no value here: it can be there or not, and no more is said of it, even where a provider shows what
 * it reads.
 */
export function differencesOf(declared: unknown, actual: unknown, path: string): readonly Difference[] {
  const [one, other] = [plain(declared), plain(actual)];
  if (isDeepStrictEqual(one, other) || isIncomparable(one, other)) return [];
  if (isObject(one) && isObject(other)) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
    return names.flatMap((name) => differencesOf(one[name], other[name], `${path}.${name}`));
  }
  if (Array.isArray(one) && Array.isArray(other)) return listDifferences(one, other, path);
  return [{ path, declared: one, actual: other }];
}

/** Where one side is secret, whole or in its items, while something stands on the other. */
function isIncomparable(one: unknown, other: unknown): boolean {
  const items = [one, other].flatMap((side) => (Array.isArray(side) ? (side as readonly unknown[]) : [side]));
  return one !== undefined && other !== undefined && items.includes(hidden);
}

/** A list with one item that changed differs in that item; any other in what it lacks and what it has besides. */
function listDifferences(one: readonly unknown[], other: readonly unknown[], path: string): readonly Difference[] {
  const lacking = without(one, other);
  const besides = without(other, one);
  const [first, second] = [lacking[0], besides[0]];
  if (lacking.length === 1 && besides.length === 1 && isObject(first) && isObject(second)) {
    return differencesOf(first, second, `${path}[${one.indexOf(first)}]`);
  }
  return [{ path, declared: one, actual: other }];
}

function without(list: readonly unknown[], taken: readonly unknown[]): readonly unknown[] {
  const left = [...taken];
  return list.filter((item) => {
    const at = left.findIndex((candidate) => isDeepStrictEqual(candidate, item));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

/** A value in the one way of writing it; undefined for nothing. */
function plain(value: unknown): unknown {
  if (value === null || value === "") return undefined;
  if (typeof value === "string") return documentOf(value) ?? value;
  if (Array.isArray(value)) {
    const items = value.map(plain).toSorted((a, b) => compareText(inText(a), inText(b)));
    return items.length === 0 ? undefined : items;
  }
  if (!isObject(value)) return value;
  if (value[mark] === secretMark) return hidden;
  if (typeof value[mark] === "string" && typeof value["hash"] === "string") return `content ${value["hash"]}`;
  const entries = Object.entries(value)
    .filter(([name]) => !name.startsWith("__"))
    .map(([name, item]) => [name, plain(item)] as const)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => compareText(a, b));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Of nothing there is no JSON. */
function inText(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function documentOf(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return plain(JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import type { z } from "zod";
import type { Fault } from "../Settings.ts";
import { faultsOf } from "./faultsOf.ts";
import { expectedName } from "../../lib/suggest.ts";

export type Path = Fault["path"];

/** Things by name; undefined for one that is declared but could not be read. */
export type Named<T> = ReadonlyMap<string, T | undefined>;

/** What is wrong with a name, and what would be right; undefined for a good one. */
export type NameRule = (name: string) => { readonly message: string; readonly expected: string } | undefined;

/** Reads parts of the config, each on its own, so that a fault in one hides none in another. */
export class SettingsReader {
  readonly #faults: Fault[] = [];
  /** Decides on what expires. */
  readonly now: Date;

  constructor(now: Date) {
    this.now = now;
  }

  get faults(): readonly Fault[] {
    return this.#faults;
  }

  /** The value as the schema makes it, or undefined, with every fault noted. */
  read<T>(schema: z.ZodType<T>, value: unknown, path: Path): T | undefined {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    this.#faults.push(...faultsOf(result.error.issues, schema, value, path));
    return undefined;
  }

  /** The entries of a mapping, each read on its own; nothing when it is no mapping, which its own schema says. */
  readEach<T>(
    value: unknown,
    path: Path,
    rule: NameRule,
    readOne: (value: unknown, path: Path, name: string) => T | undefined,
  ): Named<T> {
    const named = new Map<string, T | undefined>();
    if (!isMapping(value)) return named;
    for (const [name, entry] of Object.entries(value)) {
      const entryPath = [...path, name];
      const wrong = rule(name);
      if (wrong) this.fault(entryPath, wrong.message, { expected: wrong.expected });
      named.set(name, readOne(entry, entryPath, name));
    }
    return named;
  }

  fault(path: Path, message: string, details: Pick<Fault, "found" | "expected"> = {}): void {
    this.#faults.push({ path, message, ...details });
  }

  /** Notes a fault when a name refers to nothing that is declared, or that its owner has. */
  reference(path: Path, what: string, name: string, known: Iterable<string>, owner?: string): void {
    const names = [...known];
    if (names.includes(name)) return;
    const missing = `no ${what} ${JSON.stringify(name)}.`;
    const message = owner === undefined ? `There is ${missing}` : `The ${owner} has ${missing}`;
    this.fault(path, message, { expected: expectedName(name, names) });
  }
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of what may be a mapping; undefined where it is none or lacks it. */
export function memberOf(value: unknown, name: string): unknown {
  return isMapping(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The texts in what may be a list, each with its index; the rest is for the schema to complain about. */
export function textsOf(value: unknown): readonly (readonly [number, string])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => (typeof item === "string" ? [[index, item] as const] : []));
}

import { isDeepStrictEqual } from "node:util";
import { describePath } from "../../describeFaults.ts";
import type { Effect, SettingChange } from "../AccessDiff.ts";
import { contrary } from "./effects.ts";
import type { Fields, Part, Spec } from "./Spec.ts";

type Path = readonly string[];
type Mapping = Readonly<Record<string, unknown>>;

/**
 * Every difference between two values of the model, whether or not anything is said of the part: two that are not the same
 * give at least one. What nothing is said of counts as widening, for nobody knows.
 * @param before JSON; undefined where it was not there
 * @param after JSON; undefined where it is gone
 */
export function settingChanges(
  before: unknown,
  after: unknown,
  spec: Spec | undefined,
  path: Path,
): readonly SettingChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [was, is] = entriesOf(before, after);
  if (isLeaf(spec) || !isMapping(was ?? is) || !isMapping(is ?? was)) return [valueChange(before, after, spec, path)];
  const part = partOf(spec);
  if (part !== undefined && was === undefined) return added(is, spec, path);
  if (part !== undefined && is === undefined) return removed(was, spec, path);
  const changes = keysOf(was, is).flatMap((key) =>
    settingChanges(valueAt(was, key), valueAt(is, key), below(spec, key), [...path, key]),
  );
  return changes.length > 0 ? changes : [orderChange(before, after, spec, path)];
}

/** A thing that was put in the place of another of the same name: all of the one goes, all of the other comes. */
export function replacement(
  [before, specBefore]: readonly [unknown, Spec],
  [after, specAfter]: readonly [unknown, Spec],
  path: Path,
): readonly SettingChange[] {
  const change: SettingChange = {
    ...nameOf(path),
    what: partOf(specAfter)?.noun ?? lastOf(path),
    op: "changed",
    effect: "widens",
    before: ownValues(before, specBefore),
    after: ownValues(after, specAfter),
  };
  return [
    change,
    ...partsBelow(before, specBefore, path).flatMap(([value, spec, at]) => removed(value, spec, at)),
    ...partsBelow(after, specAfter, path).flatMap(([value, spec, at]) => added(value, spec, at)),
  ];
}

function added(value: unknown, spec: Spec | undefined, path: Path): readonly SettingChange[] {
  const part = partOf(spec);
  const own: readonly SettingChange[] =
    part === undefined
      ? []
      : [{ ...nameOf(path), what: part.noun, op: "added", effect: part.added, after: ownValues(value, spec) }];
  return [...own, ...partsBelow(value, spec, path).flatMap(([one, of, at]) => added(one, of, at))];
}

/** @param within a thing that goes with it: a guard that has nothing to guard any more is not missed */
function removed(value: unknown, spec: Spec | undefined, path: Path, within = false): readonly SettingChange[] {
  const part = partOf(spec);
  const contraryEffect = contrary(part?.added ?? "neutral");
  const effect = within && contraryEffect === "widens" ? "neutral" : contraryEffect;
  const own: readonly SettingChange[] =
    part === undefined
      ? []
      : [{ ...nameOf(path), what: part.noun, op: "removed", effect, before: ownValues(value, spec) }];
  return [...own, ...partsBelow(value, spec, path).flatMap(([one, of, at]) => removed(one, of, at, true))];
}

function valueChange(before: unknown, after: unknown, spec: Spec | undefined, path: Path): SettingChange {
  const leaf = isLeaf(spec) ? spec : undefined;
  const [had, has] = [before ?? [], after ?? []];
  const lists = Array.isArray(had) && Array.isArray(has);
  return {
    ...nameOf(path),
    what: leaf?.words ?? lastOf(path),
    op: before === undefined ? "added" : after === undefined ? "removed" : "changed",
    effect: leaf?.effect(before, after) ?? "widens",
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(lists && { added: without(has, had), removed: without(had, has) }),
  };
}

/** The same things in another order, which means nothing in any list that is known; or nothing in the place of no things. */
function orderChange(before: unknown, after: unknown, spec: Spec | undefined, path: Path): SettingChange {
  const known = spec !== undefined || before === undefined || after === undefined;
  const effect: Effect = known ? "neutral" : "widens";
  const op = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  const named = {
    ...(before !== undefined && { before: keysIn(before) }),
    ...(after !== undefined && { after: keysIn(after) }),
  };
  return { ...nameOf(path), what: `order of ${lastOf(path)}`, op, effect, ...named };
}

/** What the things of a list go by, in its order. */
function keysIn(value: unknown): readonly string[] {
  const [mapped] = entriesOf(value, undefined);
  if (!isMapping(mapped)) return [];
  // Keys that look like numbers would come first.
  return Array.isArray(value) && value.length > 0
    ? value.flatMap((one) => Object.keys(mapped).filter((key) => mapped[key] === one))
    : Object.keys(mapped);
}

function nameOf(path: Path): Pick<SettingChange, "id" | "where"> {
  return { id: JSON.stringify(path), where: describePath(path) };
}

/** What a thing says of itself: all of it but the parts, which are told one by one. */
function ownValues(value: unknown, spec: Spec | undefined): unknown {
  if (isLeaf(spec)) return value;
  const [mapping] = entriesOf(value, undefined);
  if (!isMapping(mapping)) return value;
  const entries = keysOf(mapping, undefined).flatMap((key): readonly (readonly [string, unknown])[] => {
    const child = below(spec, key);
    if (partOf(child) !== undefined || isListOfParts(child)) return [];
    return [[key, ownValues(mapping[key], child)]];
  });
  return Object.fromEntries(entries);
}

/** The parts of a thing, those of its other values too. */
function partsBelow(
  value: unknown,
  spec: Spec | undefined,
  path: Path,
): readonly (readonly [unknown, Spec | undefined, Path])[] {
  const [mapping] = entriesOf(value, undefined);
  if (isLeaf(spec) || !isMapping(mapping)) return [];
  return keysOf(mapping, undefined).flatMap((key) => {
    const [child, at] = [below(spec, key), [...path, key]];
    if (partOf(child) !== undefined) return [[mapping[key], child, at] as const];
    return partsBelow(mapping[key], child, at);
  });
}

function isListOfParts(spec: Spec | undefined): boolean {
  return spec !== undefined && "each" in spec && partOf(spec.each) !== undefined;
}

function isLeaf(spec: Spec | undefined): spec is Extract<Spec, { words: string }> {
  return spec !== undefined && "words" in spec;
}

function partOf(spec: Spec | undefined): Part | undefined {
  return spec !== undefined && "fields" in spec ? spec.part : undefined;
}

function below(spec: Spec | undefined, key: string): Spec | undefined {
  if (spec === undefined || isLeaf(spec)) return undefined;
  if ("each" in spec) return spec.each;
  const { fields }: Fields = spec;
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** What tells the things of a list apart. */
const keys = ["kid", "key", "name", "issuer"];

/** Lists of things as mappings, by what tells them apart in both; else by their position. */
function entriesOf(before: unknown, after: unknown): readonly [unknown, unknown] {
  const lists = [before, after].filter((one): one is readonly unknown[] => Array.isArray(one));
  if (!lists.flat().some(isMapping)) return [before, after];
  const key = keys.find((name) => lists.every((list) => tellsApart(list, name)));
  const mapped = (value: unknown): unknown =>
    Array.isArray(value)
      ? Object.fromEntries(
          value.map((one: unknown, index) => [key === undefined ? String(index) : (one as Mapping)[key], one]),
        )
      : value;
  return [mapped(before), mapped(after)];
}

function tellsApart(list: readonly unknown[], key: string): boolean {
  const values = list.map((one) => (isMapping(one) ? one[key] : undefined));
  return values.every((value) => typeof value === "string") && new Set(values).size === list.length;
}

function keysOf(one: unknown, other: unknown): readonly string[] {
  return [...new Set([one, other].flatMap((value) => (isMapping(value) ? Object.keys(value) : [])))].sort();
}

function valueAt(value: unknown, key: string): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function without(list: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  return list.filter((item) => !others.some((other) => isDeepStrictEqual(item, other)));
}

function lastOf(path: Path): string {
  return path.at(-1) ?? "trust model";
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

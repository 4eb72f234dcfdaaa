import { isDeepStrictEqual } from "node:util";
import type { Effect } from "../AccessDiff.ts";
import type { EffectOf, Leaf } from "./Spec.ts";

const leaf =
  (effect: EffectOf) =>
  (words: string): Leaf => ({ words, effect });

/** It lets nobody in and keeps nobody out. */
export const neutral = leaf(() => "neutral");

/** It says who or what is trusted: another in its place is somebody new. */
export const trusted = leaf((_before, after) => (after === undefined ? "narrows" : "widens"));

/** A list of those that are let in, or that are trusted; `all`, `account` and the like stand for everybody. */
export const members = leaf(membersEffect);

/** A list of those that watch: without one of them, something may go unseen. */
export const watchers = leaf((before, after) => contrary(membersEffect(before, after)));

/** As members, where everybody is let in as long as there is no list. */
export const assigned = leaf((before, after) => {
  if (before === undefined) return "narrows";
  return after === undefined ? "widens" : membersEffect(before, after);
});

/** One of them is enough, and none at all asks for nothing. */
export const alternatives = leaf((before, after) => {
  const [had, has] = [listOf(before), listOf(after)];
  if (isDeepStrictEqual(new Set(had), new Set(has))) return "neutral";
  if (before === undefined || after === undefined) return "neutral";
  if (has.length === 0) return "widens";
  if (had.length === 0) return "narrows";
  return has.some((item) => !had.includes(item)) ? "widens" : "narrows";
});

/** The more, the longer something lasts. */
export const lasting = leaf((before, after) => compare(before, after, 1));

/** The more, the harder it is. */
export const demanded = leaf((before, after) => compare(before, after, -1));

/** A guard that is on or off; without a word about it, it is off. */
export const guard = leaf((before, after) => (before === after ? "neutral" : after === true ? "narrows" : "widens"));

/** A door that is on or off. */
export const door = leaf((before, after) => (before === after ? "neutral" : after === true ? "widens" : "narrows"));

/** Values of which each lets in less than the one before it. */
export const stricter = (...order: readonly string[]): ((words: string) => Leaf) =>
  leaf((before, after) => {
    const [was, is] = [order.indexOf(String(before)), order.indexOf(String(after))];
    return was === -1 || is === -1 || is < was ? "widens" : "narrows";
  });

/** What a grant of data lets do: to read and to write are two things, and both are more than either. */
export const permission = leaf((before, after) =>
  before === "READWRITE" || after === undefined ? "narrows" : "widens",
);

/** When a secret ends: in so many days, or at a moment; the one is not comparable with the other. */
export const expiry = leaf((before, after) => {
  if (before === undefined) return "widens";
  if (after === undefined) return "narrows";
  if (typeof before === "string" && typeof after === "string") {
    return Date.parse(after) > Date.parse(before) ? "widens" : "narrows";
  }
  return compare(before, after, 1);
});

export function contrary(effect: Effect): Effect {
  return effect === "widens" ? "narrows" : effect === "narrows" ? "widens" : "neutral";
}

function membersEffect(before: unknown, after: unknown): Effect {
  if (typeof after === "string") return "widens";
  if (typeof before === "string") return "narrows";
  const [had, has] = [listOf(before), listOf(after)];
  if (has.some((item) => !had.includes(item))) return "widens";
  return had.some((item) => !has.includes(item)) ? "narrows" : "neutral";
}

/** What cannot be compared counts as more. */
function compare(before: unknown, after: unknown, sign: 1 | -1): Effect {
  if (typeof before !== "number" || typeof after !== "number") return after === undefined ? "neutral" : "widens";
  return (after - before) * sign > 0 ? "widens" : "narrows";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

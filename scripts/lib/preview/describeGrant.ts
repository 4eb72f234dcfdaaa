import type { Access, GrantChange, SettingChange } from "../../../trust/diff/AccessDiff.ts";
import { oneLine } from "../markdown/oneLine.ts";

/** How names, sentences and values are written where they are shown. */
export interface Style {
  readonly name: (text: string) => string;
  /** A text, a number or the like, a list, or a thing with its values. */
  readonly value: (value: unknown) => string;
  readonly sentence: (text: string) => string;
}

const verbs: Readonly<Record<Access, string>> = { none: "loses", possible: "may gain", allowed: "gains" };

/** `key-admin of okta gains inventory GET /audit, because the route takes keys.write now`. */
export function describeGrant(change: GrantChange, verdict: "gained" | "lost" | "altered", style: Style): string {
  const { who, what, because } = change;
  const why = `because ${because.join("; ")}`;
  return `${style.name(who)} ${verb(change, verdict)} ${style.name(what)}${ending(change, verdict, style)}, ${style.sentence(why)}`;
}

function verb({ before, after }: GrantChange, verdict: "gained" | "lost" | "altered"): string {
  if (verdict === "altered") return "keeps";
  if (verdict === "lost") return after.access === "possible" ? "is no longer sure of" : "loses";
  return before.access === after.access ? "keeps for longer" : verbs[after.access];
}

function ending({ before, after }: GrantChange, verdict: "gained" | "lost" | "altered", style: Style): string {
  if (verdict === "lost") return "";
  if ((before.cacheSeconds ?? 0) !== (after.cacheSeconds ?? 0) && before.access === after.access) {
    return ` (answers kept for ${after.cacheSeconds ?? 0} s, before ${before.cacheSeconds ?? 0} s)`;
  }
  const by = (after.by ?? []).join(", ");
  return verdict === "altered" && by !== "" ? ` (by ${style.sentence(by)})` : "";
}

/** `issuers.okta: audience "a" → "b"`. */
export function describeSetting(change: SettingChange, style: Style): string {
  const { where, what, op, before, after, added, removed } = change;
  const { value } = style;
  if (added !== undefined && removed !== undefined && added.length + removed.length > 0) {
    const items = [...added.map((item) => `+ ${value(item)}`), ...removed.map((item) => `− ${value(item)}`)];
    const shown = items.slice(0, 10).concat(items.length > 10 ? [`and ${items.length - 10} more`] : []);
    return `${style.name(where)}: ${style.sentence(what)} ${shown.join(", ")}`;
  }
  const told = `${style.name(where)}: ${style.sentence(what)}`;
  if (op === "changed") {
    return before === undefined && after === undefined
      ? `${told} changed`
      : `${told} ${value(before)} → ${value(after)}`;
  }
  const one = op === "added" ? after : before;
  const empty = one === undefined || JSON.stringify(one) === "{}";
  return `${told} ${op}${empty ? "" : ` ${value(one)}`}`;
}

/** A value in full: a text as it is, anything else as JSON. */
export function inFull(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As `inFull`, but no text in a thing is so long that what stands behind it would be cut off. */
export function inBrief(value: unknown): string {
  return inFull(typeof value === "string" ? value : shortened(value));
}

function shortened(value: unknown): unknown {
  if (typeof value === "string") return oneLine(value, 100);
  if (Array.isArray(value)) {
    const left = value.length - 10;
    return [...value.slice(0, 10).map(shortened), ...(left > 0 ? [`… and ${left} more`] : [])];
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [oneLine(key, 100), shortened(one)]));
}

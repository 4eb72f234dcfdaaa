import { createHash } from "node:crypto";
import type { AccessDiff, GrantChange, SettingChange } from "./AccessDiff.ts";

/**
 * The digest of what widens: 32 hexadecimal digits, the same for the same change of the same stack, whatever words it is
 * told in. They are as many as nobody finds two changes with one digest for, of which to show the harmless one. Things that
 * are new are in it though they let nobody in by themselves, for what widens may rest on them: the backend of a new route,
 * the bucket of a new location, the group that a grantee's name stands for.
 * @param stack the change of one stack does not stand for that of another
 */
export function digestOf({ gained, settings }: Pick<AccessDiff, "gained" | "settings">, stack: string): string {
  const widening = settings.filter((one) => one.effect === "widens" || isNewThing(one));
  const facts = [stack, gained.map(factsOfGrant).sort(), widening.map(factsOfSetting).sort()];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 32);
}

/** A value that is new is a text or a number; a thing has values. */
function isNewThing({ op, effect, after }: SettingChange): boolean {
  return op === "added" && effect === "neutral" && typeof after === "object" && !Array.isArray(after);
}

function factsOfGrant({ id, before, after }: GrantChange): string {
  const facts = [before, after].map(({ access, reason, by, cacheSeconds }) => ({ access, reason, by, cacheSeconds }));
  return canonical([id, ...facts]);
}

function factsOfSetting({ id, op, before, after }: SettingChange): string {
  return canonical([id, op, { before, after }]);
}

/** JSON whose keys are in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)))
      : one,
  );
}

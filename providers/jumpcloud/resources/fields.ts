import type { JumpCloudObject } from "../client/JumpCloudClient.ts";
import { JumpCloudConflict } from "../client/JumpCloudError.ts";

/** An object's id: version 1 calls it `_id` (and often `id` too), version 2 `id`. */
export function idOf(object: JumpCloudObject): string {
  const id = object["_id"] ?? object["id"];
  if (typeof id === "string" && id !== "") return id;
  throw new JumpCloudConflict("JumpCloud's answer has no id");
}

/** A text that is there and says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What stands at a path of an answer; undefined where nothing does. */
export function at(object: JumpCloudObject | undefined, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (part, name) => (typeof part === "object" && part !== null ? (part as JumpCloudObject)[name] : undefined),
    object,
  );
}

/** Whether two texts are the same in any case of letters, as JumpCloud compares emails and usernames. */
export function sameText(one: unknown, other: unknown): boolean {
  return typeof one === "string" && typeof other === "string" && one.toLowerCase() === other.toLowerCase();
}

/** What was asked for, where the vendor's text differs from it in the case of letters alone. */
export function inKnownCase(seen: unknown, known: unknown): unknown {
  return sameText(seen, known) ? known : seen;
}

/** The two ids of an edge, of which its own id is made: `first/second`. */
export function edgeOf(type: string, form: string, id: string): readonly [first: string, second: string] {
  const [first = "", second = "", ...more] = id.split("/");
  if (first === "" || second === "" || more.length > 0) {
    throw new JumpCloudConflict(`${type}: "${id}" is no id of one; expected ${form}`);
  }
  return [first, second];
}

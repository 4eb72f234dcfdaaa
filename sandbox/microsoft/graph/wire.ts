import { randomBytes } from "node:crypto";

/** Graph's timestamps of directory objects: whole seconds. */
export function graphTime(time: string | Date): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** Graph's timestamps of credentials: as exact as they were said, without zeros at the end. */
export function exactTime(time: string | Date): string {
  return new Date(time).toISOString().replace(/\.?0+Z$/, "Z");
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guid.test(text);
}

/** An identifier of Graph's relations (app role assignments, permission grants): 43 characters of URL-safe base64. */
export function relationId(): string {
  return randomBytes(32).toString("base64url");
}

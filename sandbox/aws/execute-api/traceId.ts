import { randomBytes } from "node:crypto";

/** An X-Ray trace id, as AWS adds it to requests: `Root=1-{seconds in hex}-{24 hex digits}`. */
export function traceId(date: Date): string {
  const seconds = Math.floor(date.getTime() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")}`;
}

import { createHash } from "node:crypto";

/** Eight hexadecimal digits that stand for a text where the text itself cannot. */
export function shortDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

import { createHash, timingSafeEqual } from "node:crypto";

/** Takes as long for a wrong secret as for the right one; a blank one is never right. */
export function sameSecret(given: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return right !== "" && timingSafeEqual(digest(given), digest(right));
}

import { randomInt } from "node:crypto";

/** The characters of which vendors make their identifiers. */
export const alphabets = {
  base62: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  lowerAlphanumeric: "abcdefghijklmnopqrstuvwxyz0123456789",
  upperAlphanumeric: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  /** The alphabet of RFC 4648 without its padding: AWS's key and role ids hold nothing else. */
  base32: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  hex: "0123456789abcdef",
  digits: "0123456789",
  /** URL-safe base64: what generated client secrets and API tokens are made of. */
  base64url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
} as const;

export type Alphabet = keyof typeof alphabets;

/**
 * An identifier or secret from the system's cryptographic random source.
 * @param prefix what it begins with; may be empty
 * @param length how many random characters follow the prefix
 * @returns for `randomId("aus", 17)`, 20 characters such as `ausA1b2C3d4E5f6G7h8`
 */
export function randomId(prefix: string, length: number, alphabet: Alphabet = "base62"): string {
  const characters = alphabets[alphabet];
  let id = prefix;
  for (let i = 0; i < length; i++) id += characters.charAt(randomInt(characters.length));
  return id;
}

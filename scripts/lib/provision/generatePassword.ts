import { randomInt } from "node:crypto";

/** Without characters that are mistaken for each other when they are read out. */
const kinds = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "-_.!*+=#"] as const;
const length = 24;

/**
 * A password that Entra ID takes: it wants three of four kinds of characters and 8 to 256 of them (Microsoft Entra
 * documentation, "Password policies and account restrictions"). This one has all four kinds, and 24.
 */
export function generatePassword(): string {
  const all = kinds.join("");
  for (;;) {
    const characters = Array.from({ length }, () => all.charAt(randomInt(all.length)));
    if (kinds.every((kind) => characters.some((character) => kind.includes(character)))) return characters.join("");
  }
}

import { randomInt } from "node:crypto";

/** Without characters that are mistaken for each other when they are read out. */
const kinds = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "-_.!*+=#"] as const;
const shortest = 24;

/**
 * A password that vendors take. Entra ID wants three of four kinds of characters and 8 to 256 of them (Microsoft Entra
 * documentation, "Password policies and account restrictions"); Cognito what a pool's policy says, at most one of each kind,
 * and these symbols are among its own (Amazon Cognito developer guide, "User pool password requirements"). This one has all
 * four kinds.
 * @param atLeast how many characters the directory asks for; there are 24 in any case
 */
export function generatePassword(atLeast = shortest): string {
  const all = kinds.join("");
  const length = Math.max(shortest, atLeast);
  for (;;) {
    const characters = Array.from({ length }, () => all.charAt(randomInt(all.length)));
    if (kinds.every((kind) => characters.some((character) => kind.includes(character)))) return characters.join("");
  }
}

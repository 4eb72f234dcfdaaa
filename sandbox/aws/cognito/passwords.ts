import { randomInt } from "node:crypto";
import { sameText } from "../../sameText.ts";
import { alphabets } from "../../http/ids.ts";
import type { User, UserPool } from "./state.ts";

/** What Cognito counts as a symbol (Amazon Cognito developer guide, "User pool password requirements"). */
const symbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-";
const lower = alphabets.lowerAlphanumeric.slice(0, 26);
const upper = lower.toUpperCase();

/**
 * Why a new password does not conform with the pool's policy; undefined where it does.
 * @returns the reason as Cognito words it, such as `Password not long enough`; which of several Cognito names first is
 * not documented
 */
export function passwordFault({ settings }: UserPool, password: string): string | undefined {
  const policy = settings.Policies.PasswordPolicy;
  const lacks = (characters: string): boolean => !Array.from(characters).some((one) => password.includes(one));
  if (password.length < policy.MinimumLength) return "Password not long enough";
  if (policy.RequireUppercase && lacks(upper)) return "Password must have uppercase characters";
  if (policy.RequireLowercase && lacks(lower)) return "Password must have lowercase characters";
  if (policy.RequireNumbers && lacks(alphabets.digits)) return "Password must have numeric characters";
  if (policy.RequireSymbols && lacks(symbols)) return "Password must have symbol characters";
  return undefined;
}

/** A password of random characters that conforms with any policy of the pool's minimum length. */
export function temporaryPassword({ settings }: UserPool): string {
  const length = Math.max(12, settings.Policies.PasswordPolicy.MinimumLength);
  const kinds = [lower, upper, alphabets.digits, "!@#%&*-_"];
  const characters = Array.from({ length }, (_, index) => pick(kinds[index] ?? kinds.join("")));
  for (let index = characters.length - 1; index > 0; index--) {
    const other = randomInt(index + 1);
    [characters[index], characters[other]] = [characters[other] ?? "", characters[index] ?? ""];
  }
  return characters.join("");
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

/** Takes as long for a wrong password as for the right one; a user without a password has no right one. */
export function isPassword({ password }: User, given: string): boolean {
  return password !== undefined && sameText(given, password.value);
}

/**
 * Whether a temporary password was left unused for longer than the pool's `TemporaryPasswordValidityDays`.
 * @param now in epoch seconds
 */
export function isExpired({ settings }: UserPool, { password }: User, now: number): boolean {
  if (!password?.temporary) return false;
  return now >= password.set + settings.Policies.PasswordPolicy.TemporaryPasswordValidityDays * 86_400;
}

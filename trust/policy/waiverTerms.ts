import type { Waiver } from "./PolicySettings.ts";

const dayMilliseconds = 86_400_000;

/** How long a waiver may be for: a year, which may be a leap year. */
export const longestWaiverDays = 366;

/** Enough for a sentence: a single word is no reason. */
export const fewestReasonWords = 4;

/** When a waiver is told to end soon. */
export const noticeDays = 14;

/** The whole days that a waiver is still good for, its last day not counted; negative once that is over, in UTC. */
export function daysLeft({ until }: Pick<Waiver, "until">, now: Date): number {
  const today = Date.parse(now.toISOString().slice(0, 10));
  return (Date.parse(until) - today) / dayMilliseconds;
}

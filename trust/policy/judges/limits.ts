import type { Breach } from "../PolicyJudge.ts";

/** More of something than is in order. @param unit in the plural */
export function aboveLimit(
  actual: number,
  limit: number,
  unit: string,
  words: Pick<Breach, "message" | "gains">,
): Breach | undefined {
  return actual <= limit ? undefined : { ...words, expected: `at most ${limit} ${unit}`, actual: `${actual} ${unit}` };
}

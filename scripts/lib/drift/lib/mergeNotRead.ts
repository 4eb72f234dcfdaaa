import type { DriftFinding } from "../DriftFinding.ts";
import { inWords } from "./inWords.ts";

/** The same reason at many places is one finding: a permission that is missing is missed everywhere. */
export function mergeNotRead(findings: readonly DriftFinding[]): readonly DriftFinding[] {
  const reasons = Map.groupBy(
    findings.filter(({ rule }) => rule === "not-read"),
    ({ actual, advice, unlessGone }) => JSON.stringify([actual, advice, unlessGone]),
  );
  const merged = [...reasons.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    // Of each place its entry in the config: `issuers.okta, client shop` is a part of `issuers.okta`.
    const places = [...new Set([first, ...others].map(({ where }) => where.split(", ", 1)[0] ?? where))];
    return [{ ...first, where: inWords(places) }];
  });
  return [...findings.filter(({ rule }) => rule !== "not-read"), ...merged];
}

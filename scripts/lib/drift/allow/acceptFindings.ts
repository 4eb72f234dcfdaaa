import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import type { DriftReport, ReportedFinding } from "../report/DriftReport.ts";
import { orderFindings } from "../report/orderFindings.ts";
import type { AllowEntry } from "./AllowEntry.ts";

/**
 * Parts findings into those that count and those that somebody accepted, by the allow file as it is on a day. What was accepted
 * is what was found then: another value at the same place counts, and so do two findings that one entry would be for.
 */
export function acceptFindings(
  findings: readonly DriftFinding[],
  entries: readonly AllowEntry[],
  now: Date,
): Pick<DriftReport, "findings" | "accepted" | "unused"> {
  const today = now.toISOString().slice(0, 10);
  const ordered = orderFindings(findings);
  const used = new Set<AllowEntry>();
  const counted: DriftReport["findings"][number][] = [];
  const accepted: DriftReport["accepted"][number][] = [];
  for (const finding of ordered) {
    const entry = entries.find((one) => isFor(one, finding));
    if (entry !== undefined) used.add(entry);
    const acceptance = entry && { owner: entry.owner, reason: entry.reason, until: entry.until };
    const reported = withoutExplanations(finding);
    const isOnlyOne = entry !== undefined && ordered.filter((one) => isFor(entry, one)).length === 1;
    if (acceptance === undefined || !isOnlyOne) counted.push(reported);
    else if (acceptance.until < today) counted.push({ ...reported, expired: acceptance });
    else accepted.push({ ...reported, acceptance });
  }
  const unused = entries
    .filter((entry) => !used.has(entry))
    .map((entry) => {
      const found = ordered.find((finding) => isThere(entry, finding))?.actual;
      return { ...entry, ...(found !== undefined && { found }) };
    });
  return { findings: counted, accepted, unused };
}

function isFor(entry: AllowEntry, finding: DriftFinding): boolean {
  return isThere(entry, finding) && entry.actual === finding.actual?.trim();
}

function isThere({ rule, where }: AllowEntry, finding: DriftFinding): boolean {
  return rule === finding.rule && where === finding.where;
}

function withoutExplanations(finding: DriftFinding): ReportedFinding {
  return withoutKeys<unknown>({ ...finding }, ["explains"]) as unknown as ReportedFinding;
}

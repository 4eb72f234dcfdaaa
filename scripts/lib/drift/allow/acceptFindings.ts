import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import type { DriftReport, ReportedFinding } from "../report/DriftReport.ts";
import { orderFindings } from "../report/orderFindings.ts";
import type { AllowEntry } from "./AllowEntry.ts";

/** Parts findings into those that count and those that somebody accepted, by the allow file as it is on a day. */
export function acceptFindings(
  findings: readonly DriftFinding[],
  entries: readonly AllowEntry[],
  now: Date,
): Pick<DriftReport, "findings" | "accepted" | "unused"> {
  const today = now.toISOString().slice(0, 10);
  const used = new Set<AllowEntry>();
  const counted: DriftReport["findings"][number][] = [];
  const accepted: DriftReport["accepted"][number][] = [];
  for (const finding of orderFindings(findings)) {
    const entry = entries.find(({ rule, where }) => rule === finding.rule && where === finding.where);
    if (entry !== undefined) used.add(entry);
    const acceptance = entry && { owner: entry.owner, reason: entry.reason, until: entry.until };
    const reported = withoutExplanations(finding);
    if (acceptance === undefined) counted.push(reported);
    else if (acceptance.until < today) counted.push({ ...reported, expired: acceptance });
    else accepted.push({ ...reported, acceptance });
  }
  return { findings: counted, accepted, unused: entries.filter((entry) => !used.has(entry)) };
}

function withoutExplanations(finding: DriftFinding): ReportedFinding {
  return withoutKeys<unknown>({ ...finding }, ["explains"]) as unknown as ReportedFinding;
}

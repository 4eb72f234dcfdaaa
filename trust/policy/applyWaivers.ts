import { expectedName } from "../../lib/suggest.ts";
import type { PolicyFinding } from "./PolicyFinding.ts";
import type { Waiver } from "./PolicySettings.ts";
import { daysLeft, noticeDays } from "./waiverTerms.ts";

/**
 * Findings with the waivers of a config applied: what is waived becomes a note that says by whom, why and until when. A
 * waiver that has ended waives nothing any more, and its finding says what to do; one that ends within 14 days, and one that
 * waives nothing, are findings of their own.
 */
export function applyWaivers(
  findings: readonly PolicyFinding[],
  waivers: readonly Waiver[],
  now: Date,
): readonly PolicyFinding[] {
  const judged = findings.map((finding) => {
    const index = waivers.findIndex((waiver) => isFor(waiver, finding));
    const waiver = waivers[index];
    return waiver === undefined ? finding : withWaiver(finding, waiver, index, now);
  });
  return [...judged, ...waivers.flatMap((waiver, index) => findingsAbout(waiver, index, findings, now))];
}

function isFor({ rule, at }: Waiver, finding: PolicyFinding): boolean {
  return rule === finding.rule && at === finding.where;
}

function withWaiver(finding: PolicyFinding, waiver: Waiver, index: number, now: Date): PolicyFinding {
  const { reason, owner, until } = waiver;
  if (daysLeft(waiver, now) < 0) {
    const ended = `the waiver of ${owner} ended with ${until}`;
    const renew = `or agree with them on another \`until\`, at most a year ahead, in ${whereOf(index)}`;
    return { ...finding, advice: `${ended}: ${finding.advice ?? "mend it"}; ${renew}` };
  }
  const message = `${finding.message} Waived by ${owner} until ${until}: ${reason}`;
  return { ...finding, severity: "note", message, waived: { reason, owner, until } };
}

function findingsAbout(
  waiver: Waiver,
  index: number,
  findings: readonly PolicyFinding[],
  now: Date,
): readonly PolicyFinding[] {
  const { rule, at, owner, until } = waiver;
  const about = { where: whereOf(index), path: ["crosstrust:policy", "waivers", index], severity: "warning" } as const;
  if (!findings.some((finding) => isFor(waiver, finding))) {
    const broken = findings.filter((finding) => finding.rule === rule).map(({ where }) => where);
    return [
      {
        ...about,
        rule: "waiver-unused",
        message: `The waiver waives nothing: ${rule} is not broken there.`,
        actual: at,
        ...(broken.length > 0 && { expected: expectedName(at, broken) }),
        advice: "remove the waiver, or mend its `at`",
      },
    ];
  }
  const left = daysLeft(waiver, now);
  if (left < 0 || left > noticeDays) return [];
  return [
    {
      ...about,
      rule: "waiver-ending",
      message: `The waiver of ${rule} at ${at} ends with ${until}; after that day \`up\` refuses.`,
      actual: `${left} days left`,
      advice: `agree with ${owner}: mend what it waives, or set another \`until\`, at most a year ahead`,
    },
  ];
}

function whereOf(index: number): string {
  return `policy.waivers[${index}]`;
}

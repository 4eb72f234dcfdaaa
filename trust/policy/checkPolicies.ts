import type { Settings } from "../Settings.ts";
import { applyWaivers } from "./applyWaivers.ts";
import { modelJudges } from "./modelJudges.ts";
import { placeName } from "./places.ts";
import type { PolicyFinding } from "./PolicyFinding.ts";
import type { PolicySubject, Violation } from "./PolicyJudge.ts";
import { policyRules, type PolicyRule } from "./rules.ts";

/**
 * Judges a stack's config by every rule, with its waivers applied: errors are what stands in the way of a deployment, and
 * notes are what was waived.
 * @param now decides on secrets and waivers whose end is said as a date
 * @param stack its name, for the rule about that
 * @returns errors first, then warnings, then notes; among those in order of the rules and of the places
 */
export function checkPolicies(settings: Settings, now = new Date(), stack?: string): readonly PolicyFinding[] {
  const { production, limits, publicRoutes, waivers } = settings.policy;
  const subject = { model: settings.model, production, limits, publicRoutes, stack, now };
  const findings = policyRules.flatMap((rule) => judgeBy(rule, subject));
  return applyWaivers(findings, waivers, now).toSorted(inOrder);
}

function judgeBy({ id, severity }: (typeof policyRules)[number], subject: PolicySubject): readonly PolicyFinding[] {
  const judge = Object.hasOwn(modelJudges, id) ? modelJudges[id as keyof typeof modelJudges] : undefined;
  return (judge?.(subject) ?? []).map((violation) => ({ severity, ...toFinding(id, violation) }));
}

function toFinding(rule: PolicyRule, { place, of, path = place, ...rest }: Violation) {
  return { rule, where: placeName(place) + (of === undefined ? "" : `, ${of}`), path, ...rest };
}

const severities = ["error", "warning", "note"];
const ruleIds: readonly string[] = policyRules.map(({ id }) => id);

function inOrder(one: PolicyFinding, other: PolicyFinding): number {
  return (
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    ruleIds.indexOf(one.rule) - ruleIds.indexOf(other.rule) ||
    compare(one.where, other.where)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

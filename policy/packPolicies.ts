import type { Policies, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Breach } from "../trust/policy/PolicyJudge.ts";
import { policyRules } from "../trust/policy/rules.ts";
import { configSchemaOf, subjectOf, type RuleConfig } from "./packConfig.ts";
import { resourceJudges, type ResourceRule } from "./resourceJudges.ts";
import { faultOfWaiver, WaiverBook } from "./WaiverBook.ts";

type Rule = (typeof policyRules)[number];

/**
 * The rules as policies of Pulumi: those of severity error are mandatory, and warnings advisory, unless the pack's config says
 * otherwise.
 * @param now decides on what ends
 */
export function packPolicies(now: () => Date = () => new Date()): Policies {
  const book = new WaiverBook();
  return [
    ...policyRules.filter(isResourceRule).map((rule) => resourcePolicy(rule, book, now)),
    stackPolicy("waiver-unused", () => book.unused()),
    stackPolicy("waiver-ending", () => book.ending(now())),
  ];
}

function isResourceRule(rule: Rule): rule is Rule & { readonly id: ResourceRule } {
  return Object.hasOwn(resourceJudges, rule.id);
}

function resourcePolicy(
  { id, summary, severity }: Rule & { readonly id: ResourceRule },
  book: WaiverBook,
  now: () => Date,
): ResourceValidationPolicy {
  const judges = resourceJudges[id];
  return {
    name: id,
    description: summary,
    enforcementLevel: severity === "error" ? "mandatory" : "advisory",
    configSchema: configSchemaOf(id),
    validateResource(resource, reportViolation) {
      const { type, props, urn } = resource;
      const config = resource.getConfig<RuleConfig>();
      book.enter(id, config.waivers ?? []);
      const breaches = [judges[type]?.(props, subjectOf(id, config, now()))].flat().filter((one) => one !== undefined);
      if (breaches.length === 0) return;
      const place = placeOf(urn);
      const waiver = config.waivers?.find(({ at }) => at === place);
      const fault = waiver && faultOfWaiver(waiver, now());
      if (waiver) book.use(id, waiver);
      if (waiver && fault === undefined) return;
      for (const breach of breaches) reportViolation(describe(breach, place, fault), urn);
    },
  };
}

function stackPolicy(id: Rule["id"], texts: () => readonly string[]): StackValidationPolicy {
  return {
    name: id,
    description: policyRules.find((rule) => rule.id === id)?.summary ?? id,
    enforcementLevel: "advisory",
    validateStack: (_, reportViolation) => texts().forEach((text) => reportViolation(text)),
  };
}

/** The same in every stack and project: the types of a resource and of what it is part of, and its name. */
function placeOf(urn: string): string {
  return urn.split("::").slice(2).join("::");
}

function describe({ message, gains, expected, actual }: Breach, place: string, fault?: string): string {
  return [
    message,
    ...(gains === undefined ? [] : [`Who gains: ${gains}`]),
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...(actual === undefined ? [] : [`Found: ${actual}`]),
    ...(fault === undefined ? [] : [fault]),
    `At: ${place}`,
  ].join("\n");
}

import type { PolicyConfigSchema } from "@pulumi/policy";
import { limitRanges } from "../trust/policy/limitRanges.ts";
import { defaultLimits, type PolicyLimits, type Waiver } from "../trust/policy/PolicySettings.ts";
import { fewestReasonWords } from "../trust/policy/waiverTerms.ts";
import type { ResourceSubject } from "./ResourceJudge.ts";
import type { ResourceRule } from "./resourceJudges.ts";

/** A waiver of the pack: of the rule that it is configured for, at one resource. */
export type ResourceWaiver = Omit<Waiver, "rule">;

/** What a rule may be told, beside Pulumi's own `enforcementLevel`. */
export interface RuleConfig extends Partial<PolicyLimits> {
  readonly production?: boolean;
  readonly publicRoutes?: readonly string[];
  readonly waivers?: readonly ResourceWaiver[];
}

const productionRules: readonly ResourceRule[] = [
  "redirect-loopback",
  "secretless",
  "deletion-protection",
  "account-callers",
  "access-logs",
  "mfa",
];

const limitOf: Partial<Readonly<Record<ResourceRule, keyof PolicyLimits>>> = {
  "token-lifetime": "accessTokenMinutes",
  "refresh-lifetime": "refreshTokenDays",
  "authorizer-cache": "authorizerCacheSeconds",
  "temporary-password": "temporaryPasswordDays",
  "secret-lifetime": "secretDays",
};

type Schema = NonNullable<PolicyConfigSchema["properties"]>[string];

const waivers: Schema = {
  type: "array",
  description: "Places where the rule may be broken: each one resource, with a reason, an owner and an end",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["at", "reason", "owner", "until"],
    properties: {
      at: { type: "string", minLength: 1, description: "The resource as a violation names it: its type and name" },
      reason: {
        type: "string",
        pattern: `^\\S+(\\s+\\S+){${fewestReasonWords - 1},}$`,
        description: `Why it may stay so for now, in at least ${fewestReasonWords} words`,
      },
      owner: { type: "string", minLength: 1, description: "Who answers for it" },
      until: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$", description: "The last day, within a year" },
    },
  },
};

/** What a rule may be told, for the engine to check. */
export function configSchemaOf(rule: ResourceRule): PolicyConfigSchema {
  const limit = limitOf[rule];
  return {
    properties: {
      waivers,
      ...(productionRules.includes(rule) && { production: { type: "boolean", default: false } }),
      ...(rule === "public-route" && { publicRoutes: { type: "array", items: { type: "string" } } }),
      ...(limit !== undefined && { [limit]: limitSchema(limit) }),
    },
  };
}

function limitSchema(limit: keyof PolicyLimits): Schema {
  const [minimum, maximum] = limitRanges[limit];
  return { type: "integer", minimum, maximum, default: defaultLimits[limit] };
}

/** The measure by which a rule judges, as it is configured. */
export function subjectOf(rule: ResourceRule, config: RuleConfig, now: Date): ResourceSubject {
  const { production = false, publicRoutes = [] } = config;
  const limit = limitOf[rule];
  const given = limit === undefined ? undefined : config[limit];
  const limits = limit === undefined || given === undefined ? defaultLimits : { ...defaultLimits, [limit]: given };
  return { production, publicRoutes, limits, now };
}

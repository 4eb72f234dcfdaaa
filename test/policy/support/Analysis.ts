import {
  type Policies,
  type PolicyResource,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { packPolicies } from "../../../policy/packPolicies.ts";

type Json = Readonly<Record<string, unknown>>;

/** What the engine puts in place of a text that a preview does not know (@pulumi/policy, proxy). */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const now = new Date("2026-06-01T12:00:00Z");

export interface Violation {
  readonly rule: string;
  readonly text: string;
  readonly urn: string | undefined;
}

/** The pack's policies, called as @pulumi/policy's own server calls them. */
export class Analysis {
  readonly #policies: Policies;
  readonly #config: Readonly<Record<string, Json>>;

  /** @param config by policy */
  constructor(config: Readonly<Record<string, Json>> = {}, moment = now) {
    this.#policies = packPolicies(() => moment);
    this.#config = config;
  }

  /** What the engine finds as it registers a resource. */
  async resource(type: string, properties: Json, name = "one"): Promise<readonly Violation[]> {
    const urn = `urn:pulumi:dev::acme::${type}::${name}`;
    const found: Violation[] = [];
    for (const policy of this.#policies.filter(isResourcePolicy)) {
      const args = this.#args(policy.name, type, properties, urn, name);
      const validations = [policy.validateResource].flat().filter((one) => one !== undefined);
      for (const validate of validations) {
        await validate(args, (text, at) => void found.push({ rule: policy.name, text, urn: at }));
      }
    }
    return found;
  }

  /** What the engine finds once all resources are there. */
  async stack(): Promise<readonly Violation[]> {
    const found: Violation[] = [];
    for (const policy of this.#policies.filter(isStackPolicy)) {
      const args = { resources: [] as PolicyResource[], ...this.#shared(policy.name) };
      await policy.validateStack(args, (text, urn) => void found.push({ rule: policy.name, text, urn }));
    }
    return found;
  }

  #args(policy: string, type: string, properties: Json, urn: string, name: string): ResourceValidationArgs {
    return {
      type,
      props: withUnknowns(properties),
      urn,
      name,
      opts: {
        protect: false,
        ignoreChanges: [],
        aliases: [],
        additionalSecretOutputs: [],
        customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      },
      isType: () => false,
      asType: () => undefined,
      ...this.#shared(policy),
    };
  }

  #shared(policy: string) {
    return {
      getConfig: (() => this.#config[policy] ?? {}) as ResourceValidationArgs["getConfig"],
      stackTags: new Map<string, string>(),
      notApplicable: (reason?: string): never => {
        throw new Error(reason);
      },
    };
  }
}

/** The package keeps its type to itself. */
const withUnknowns = unknownCheckingProxy as unknown as (properties: Json) => Record<string, unknown>;

function isResourcePolicy(policy: Policies[number]): policy is ResourceValidationPolicy {
  return "validateResource" in policy;
}

function isStackPolicy(policy: Policies[number]): policy is StackValidationPolicy {
  return "validateStack" in policy;
}

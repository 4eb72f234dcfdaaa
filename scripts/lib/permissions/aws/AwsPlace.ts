import { physicalNameOf, physicalPrefixOf } from "../../../../components/physicalNameOf.ts";
import type { AwsCondition, AwsResource } from "./AwsRight.ts";

export interface AwsPlaceOptions {
  readonly project: string;
  /** Without its organisation. */
  readonly stack: string;
  readonly region: string;
  /** Twelve digits; any account's where it is not known. */
  readonly accountId?: string | undefined;
}

/** Where in AWS a stack is, and what the names of its resources begin with. */
export class AwsPlace {
  readonly region: string;
  readonly accountId: string;
  readonly #options: AwsPlaceOptions;

  constructor(options: AwsPlaceOptions) {
    this.region = options.region;
    this.accountId = options.accountId ?? "*";
    this.#options = options;
  }

  /** What the names of all that the stack names itself begin with; what it no longer declares, and deletes, among them. */
  get prefix(): string {
    return physicalPrefixOf(this.#options.project, this.#options.stack);
  }

  /** For what has no resource in a policy: requests of the stack's region. */
  get inRegion(): AwsCondition {
    return { "aws:RequestedRegion": this.region };
  }

  nameOf(...parts: readonly string[]): string {
    return physicalNameOf(this.#options.project, this.#options.stack, parts);
  }

  /** In the region and the account. */
  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** In the account, of no region. */
  globalArn(service: string, resource: string): string {
    return `arn:aws:${service}::${this.accountId}:${resource}`;
  }

  /**
   * Everything of a kind that the stack names.
   * @param arnOf the ARN of what has a name, or of all whose names begin so
   * @param names those that the config has
   */
  named(name: string, arnOf: (name: string) => string, names: readonly string[]): AwsResource {
    const examples = [...new Set(names)].sort().map(arnOf);
    return { name, pattern: arnOf(`${this.prefix}*`), examples };
  }
}

/** What cannot be narrowed down in a policy. */
export const anything: AwsResource = { name: "Anything", pattern: "*", examples: ["*"] };

/** Of which there is one, or whose ARN ends in an id that AWS makes. */
export function resource(name: string, pattern: string): AwsResource {
  return { name, pattern, examples: [pattern.replaceAll("*", "example")] };
}

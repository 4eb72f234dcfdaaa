import type { Purpose } from "../Purpose.ts";

/** Some of AWS's resources, as a policy names them. */
export interface AwsResource {
  /** Letters alone: a policy's statement has it as its `Sid`. */
  readonly name: string;
  /** ARN, with `*` for what the config does not determine. */
  readonly pattern: string;
  /** ARNs that the pattern is about and that the config determines, to ask AWS about; at least one. */
  readonly examples: readonly string[];
}

/** Keys of a request that have to have these values (`StringEquals`). */
export type AwsCondition = Readonly<Record<string, string>>;

/** An action on some resources. */
export interface AwsRight {
  /** `service:Action`, as policies write it. */
  readonly action: string;
  readonly resource: AwsResource;
  readonly condition?: AwsCondition | undefined;
  /** What needs it; `deploy` and `adopt` have what `read` needs, too. */
  readonly purpose: Purpose;
}

/** The actions of one service on some resources. */
export interface AwsActions {
  readonly read?: readonly string[];
  /** To find by name what the stack does not manage yet. */
  readonly find?: readonly string[];
  readonly write?: readonly string[];
  readonly condition?: AwsCondition;
}

/** @param service what stands before the colon of each action */
export function rightsOn(service: string, resource: AwsResource, actions: AwsActions): readonly AwsRight[] {
  const { read = [], find = [], write = [], condition } = actions;
  const rights = (names: readonly string[], purpose: Purpose): readonly AwsRight[] =>
    names.map((name) => ({ action: `${service}:${name}`, resource, condition, purpose }));
  return [...rights(read, "read"), ...rights(find, "adopt"), ...rights(write, "deploy")];
}

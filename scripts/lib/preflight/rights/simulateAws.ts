import type { ContextEntry, EvaluationResult, IAM } from "@aws-sdk/client-iam";
import pLimit from "p-limit";
import type { AwsRight } from "../../permissions/aws/AwsRight.ts";

/** A right that policies do not give, or not in every case. */
export interface MissingAwsRight {
  readonly right: AwsRight;
  /** A policy denies it, whatever others allow. */
  readonly denied: boolean;
  /** Keys of a request that policies ask for and nobody knows beforehand, such as MFA: it may be allowed. */
  readonly dependsOn: readonly string[];
}

export type Simulator = Pick<IAM, "simulatePrincipalPolicy">;

/** Requests at a time: IAM throttles early. */
const concurrency = 3;
/** Of one kind of resource: policies that name each are rare, and every pair is a decision. */
const mostExamples = 10;
const pageSize = 1000;
/** Their requests go to this region, whatever region the stack is in. */
const globalServices: readonly string[] = ["iam", "cloudfront"];

/**
 * Asks IAM what a principal's policies say to each right: all actions of a service on all resources at once, of which only
 * the pairs that are rights count.
 * @param principalArn of a user or a role
 * @throws AwsError where IAM does not say
 */
export async function simulateAws(
  rights: readonly AwsRight[],
  principalArn: string,
  region: string,
  iam: Simulator,
): Promise<readonly MissingAwsRight[]> {
  const limit = pLimit(concurrency);
  const batches = [...Map.groupBy(rights, batchOf).values()];
  const missing = await Promise.all(
    batches.map((batch) =>
      limit(async () => {
        const decisions = await simulate(batch, principalArn, region, iam);
        return batch.flatMap((right) => judge(right, decisions) ?? []);
      }),
    ),
  );
  const found = new Map(missing.flat().map((one) => [one.right, one]));
  return rights.flatMap((right) => found.get(right) ?? []);
}

/** A service's rights under one condition: the keys of a request are the same for all decisions of one answer. */
function batchOf({ action, condition }: AwsRight): string {
  return JSON.stringify([serviceOf(action), condition ?? {}]);
}

type Decisions = ReadonlyMap<string, EvaluationResult>;

async function simulate(
  batch: readonly AwsRight[],
  principalArn: string,
  region: string,
  iam: Simulator,
): Promise<Decisions> {
  const decisions = new Map<string, EvaluationResult>();
  let marker: string | undefined;
  do {
    const answer = await iam.simulatePrincipalPolicy({
      PolicySourceArn: principalArn,
      ActionNames: unique(batch.map(({ action }) => action)),
      ResourceArns: unique(batch.flatMap(examplesOf)),
      ContextEntries: contextOf(batch, region),
      MaxItems: pageSize,
      Marker: marker,
    });
    for (const result of answer.EvaluationResults ?? []) {
      decisions.set(keyOf(result.EvalActionName, result.EvalResourceName), result);
    }
    marker = answer.IsTruncated ? answer.Marker : undefined;
  } while (marker !== undefined);
  return decisions;
}

function contextOf([first]: readonly AwsRight[], region: string): ContextEntry[] {
  const service = serviceOf(first?.action ?? "");
  const requestedRegion = globalServices.includes(service) ? "us-east-1" : region;
  return Object.entries({ "aws:RequestedRegion": requestedRegion, ...first?.condition }).map(([key, value]) => ({
    ContextKeyName: key,
    ContextKeyType: "string",
    ContextKeyValues: [value],
  }));
}

/** Undefined where every example is allowed. An answer that is not there allows nothing. */
function judge(right: AwsRight, decisions: Decisions): MissingAwsRight | undefined {
  const refused = examplesOf(right)
    .map((example) => decisions.get(keyOf(right.action, example)))
    .filter((result) => result?.EvalDecision !== "allowed");
  if (refused.length === 0) return undefined;
  return {
    right,
    denied: refused.some((result) => result?.EvalDecision === "explicitDeny"),
    dependsOn: unique(refused.flatMap((result) => result?.MissingContextValues ?? [])),
  };
}

function examplesOf({ resource }: AwsRight): readonly string[] {
  return resource.examples.slice(0, mostExamples);
}

function serviceOf(action: string): string {
  return action.split(":", 1)[0] ?? "";
}

function keyOf(action: string | undefined, resource: string | undefined): string {
  return JSON.stringify([action, resource]);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

import { AwsError } from "../protocol/AwsError.ts";

/** A policy that AWS manages: what it allows, on every resource. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly document: string;
}

const ofAws = "arn:aws:iam::aws:policy/";

/** Those that matter to functions behind an API (AWS managed policy reference guide). */
const managedPolicies: readonly ManagedPolicy[] = [
  managed("service-role/AWSLambdaBasicExecutionRole", [
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]),
  managed("AWSXRayDaemonWriteAccess", [
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:GetSamplingStatisticSummaries",
  ]),
];

/** @throws AwsError NoSuchEntity for a policy that the sandbox does not know; one of AWS's is listed among its refusals */
export function managedPolicy(arn: string): ManagedPolicy {
  const found = managedPolicies.find((policy) => policy.arn === arn);
  if (!found) {
    const lacking = arn.startsWith(ofAws) ? `The sandbox does not support the policy ${arn}` : undefined;
    throw new AwsError(404, "NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`, lacking);
  }
  return found;
}

function managed(path: string, actions: readonly string[]): ManagedPolicy {
  return {
    arn: `${ofAws}${path}`,
    name: path.slice(path.lastIndexOf("/") + 1),
    document: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
    }),
  };
}

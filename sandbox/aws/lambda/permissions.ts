import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty, json } from "../../http/responses.ts";
import { isArnLike } from "../iam/evaluate.ts";
import { readInput } from "../protocol/readInput.ts";
import { AwsError } from "../protocol/AwsError.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { conflict, invalidMember, notFound, preconditionFailed } from "./errors.ts";
import type { LambdaFunction, PolicyStatement } from "./LambdaFunction.ts";
import { requireFunction } from "./lookup.ts";

interface FunctionPath {
  readonly functionName: string;
}

/** Source: Lambda developer guide, "Lambda quotas". */
const policyBytes = 20 * 1024;

const addInput = z.strictObject({
  StatementId: z.string().regex(/^[\w-]{1,100}$/),
  Action: z.string().regex(/^(?:lambda:[*]|lambda:[a-zA-Z]+|[*])$/),
  Principal: z.string().min(1),
  SourceArn: z.string().startsWith("arn:").optional(),
  SourceAccount: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  RevisionId: z.string().optional(),
});

export function addPermission(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn } = requireLatest(call, functionName);
  const input = readInput(call.body, addInput, "ValidationException");
  checkRevision(fn, input.RevisionId ?? null);
  if (fn.policy.some((statement) => statement.Sid === input.StatementId)) {
    throw conflict(
      `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove ` +
        "the existing statement.",
    );
  }
  const statement: PolicyStatement = {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: readPrincipal(input.Principal),
    Action: input.Action,
    Resource: fn.arn,
    ...readCondition(input),
  };
  const policy = [...fn.policy, statement];
  const size = Buffer.byteLength(JSON.stringify(policyDocument(policy)));
  if (size > policyBytes) {
    throw new AwsError(
      400,
      "PolicyLengthExceededException",
      `The final policy size (${size}) is bigger than the limit (${policyBytes}).`,
    );
  }
  fn.policy = policy;
  fn.policyRevisionId = randomUUID();
  return json(201, { Statement: JSON.stringify(statement) });
}

export function getPolicy(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn, version } = requireFunction(call, functionName, call.query.get("Qualifier"));
  // A published version has a policy of its own, which nobody can give it here.
  if (fn.policy.length === 0 || version !== fn.latest) throw notFound("The resource you requested does not exist.");
  return json(200, { Policy: JSON.stringify(policyDocument(fn.policy)), RevisionId: fn.policyRevisionId });
}

export function removePermission(
  call: RestCall,
  { functionName, statementId }: FunctionPath & { readonly statementId: string },
): SandboxResponse {
  const { fn } = requireLatest(call, functionName);
  checkRevision(fn, call.query.get("RevisionId"));
  if (!fn.policy.some((statement) => statement.Sid === statementId)) {
    throw notFound(`Statement ${statementId} is not found in resource policy.`);
  }
  fn.policy = fn.policy.filter((statement) => statement.Sid !== statementId);
  fn.policyRevisionId = randomUUID();
  return empty(204);
}

/**
 * Whether a function's resource policy lets an AWS service invoke it.
 * @param source the ARN and account of what the service invokes it for
 */
export function mayInvoke(fn: LambdaFunction, service: string, source: { arn: string; accountId: string }): boolean {
  return fn.policy.some(({ Principal, Action, Condition }) => {
    const { ArnLike, StringEquals } = Condition ?? {};
    return (
      (Principal === "*" || ("Service" in Principal && Principal.Service === service)) &&
      ["*", "lambda:*", "lambda:invokefunction"].includes(Action.toLowerCase()) &&
      (!ArnLike || isArnLike(source.arn, ArnLike["AWS:SourceArn"])) &&
      (!StringEquals || StringEquals["AWS:SourceAccount"] === source.accountId)
    );
  });
}

/** Permissions of published versions are not kept here. */
function requireLatest(call: RestCall, functionName: string): { fn: LambdaFunction } {
  const qualifier = call.query.get("Qualifier");
  const { fn, version } = requireFunction(call, functionName, qualifier);
  if (version !== fn.latest || qualifier === "$LATEST") {
    throw invalidMember(qualifier, "qualifier", "The sandbox supports permissions of the unpublished version only");
  }
  return { fn };
}

function policyDocument(statements: readonly PolicyStatement[]): object {
  return { Version: "2012-10-17", Id: "default", Statement: statements };
}

function readPrincipal(principal: string): PolicyStatement["Principal"] {
  if (principal === "*") return "*";
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith("arn:") ? { AWS: principal } : { Service: principal };
}

function readCondition({ SourceArn, SourceAccount }: z.output<typeof addInput>): Pick<PolicyStatement, "Condition"> {
  if (SourceArn === undefined && SourceAccount === undefined) return {};
  return {
    Condition: {
      ...(SourceAccount === undefined ? {} : { StringEquals: { "AWS:SourceAccount": SourceAccount } }),
      ...(SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": SourceArn } }),
    },
  };
}

function checkRevision(fn: LambdaFunction, revisionId: string | null): void {
  if (revisionId !== null && revisionId !== fn.policyRevisionId) throw preconditionFailed();
}

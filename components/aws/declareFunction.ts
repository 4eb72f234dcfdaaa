import type * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";

export interface FunctionArgs {
  /** The function's name in AWS, at most 64 characters. */
  readonly functionName: string;
  /** `{file without extension}.{export}` */
  readonly handler: string;
  readonly code: pulumi.Input<pulumi.asset.Archive>;
  readonly environment?: Readonly<Record<string, string>>;
  /** How long the function's log is kept, in days. */
  readonly retentionDays: number;
}

/** A Lambda function in Node.js, with its log and a role that may write to it and nothing else, as children of a component. */
export function declareFunction(
  parent: pulumi.ComponentResource,
  name: string,
  { functionName, handler, code, environment = {}, retentionDays }: FunctionArgs,
): { readonly lambda: LambdaFunction; readonly logGroup: LogGroup } {
  const logGroup = new LogGroup(
    name,
    // Lambda writes to the group of this name (Lambda developer guide, "Sending function logs to CloudWatch Logs").
    { name: `/aws/lambda/${functionName}`, retentionInDays: retentionDays },
    { parent },
  );
  const role = new Role(name, { name: functionName, assumeRolePolicy: JSON.stringify(assumedByLambda) }, { parent });
  const logging = new RolePolicy(
    name,
    { name: "write-own-log", role: role.name, policy: logGroup.arn.apply(writesTo) },
    { parent },
  );
  const lambda = new LambdaFunction(
    name,
    {
      name: functionName,
      role: role.arn,
      runtime: "nodejs24.x",
      handler,
      code,
      timeout: 10,
      ...(Object.keys(environment).length > 0 && { environment: { variables: { ...environment } } }),
    },
    // Before its first call, so that Lambda does not make a log group that is kept for ever.
    { parent, dependsOn: [logGroup, logging] },
  );
  return { lambda, logGroup };
}

const assumedByLambda = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
};

function writesTo(logGroupArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
    ],
  });
}

import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import type { FunctionModel } from "../../trust/TrustModel.ts";
import { codeFolder, defaultHandler, missingCode } from "../codeFolder.ts";
import { refuseArguments } from "../refuseArguments.ts";
import { invocationSources } from "./invocationSources.ts";

/** The code of a function that has none of its own. */
const builtInCode = "components/aws/handler";

export interface LambdaBackendArgs extends FunctionModel {
  /** The function's name in AWS, at most 64 characters. */
  readonly functionName: string;
  /** How long the function's log is kept, in days. */
  readonly retentionDays: number;
  /** The API that may invoke the function, and from which of its routes. */
  readonly invokedBy: { readonly executionArn: pulumi.Input<string>; readonly routeKeys: readonly string[] };
}

/**
 * A Lambda function behind an API: its role may write to its own log and nothing else, and only the routes that name
 * the function may invoke it. Without code of its own it answers with what the authorizer passed on.
 */
export class LambdaBackend extends pulumi.ComponentResource {
  /** What an integration names: `arn:aws:apigateway:{region}:lambda:path/…/invocations`. */
  readonly invokeArn: pulumi.Output<string>;
  readonly logGroup: pulumi.Output<string>;

  /** @throws InputPropertiesError when the code's folder or its handler's file is not there */
  constructor(name: string, args: LambdaBackendArgs, opts?: pulumi.ComponentResourceOptions) {
    const code = args.code ?? builtInCode;
    const handler = args.handler ?? defaultHandler;
    const missing = missingCode(code, handler);
    refuseArguments(
      `lambda backend ${name}`,
      missing === undefined ? [] : [{ propertyPath: "code", reason: `${code}: ${missing}` }],
    );
    super("crosstrust:aws:LambdaBackend", name, {}, opts);
    const logGroup = new LogGroup(
      name,
      // Lambda writes to the group of this name (Lambda developer guide, "Sending function logs to CloudWatch Logs").
      { name: `/aws/lambda/${args.functionName}`, retentionInDays: args.retentionDays },
      { parent: this },
    );
    const role = new Role(
      name,
      { name: args.functionName, assumeRolePolicy: JSON.stringify(assumedByLambda) },
      { parent: this },
    );
    const logging = new RolePolicy(
      name,
      { name: "write-own-log", role: role.name, policy: logGroup.arn.apply(writesTo) },
      { parent: this },
    );
    const lambda = new LambdaFunction(
      name,
      {
        name: args.functionName,
        role: role.arn,
        runtime: "nodejs24.x",
        handler,
        code: new pulumi.asset.FileArchive(codeFolder(code)),
        timeout: 10,
        ...(Object.keys(args.environment).length > 0 && { environment: { variables: { ...args.environment } } }),
      },
      // Before its first call, so that Lambda does not make a log group that is kept for ever.
      { parent: this, dependsOn: [logGroup, logging] },
    );
    for (const source of invocationSources(args.invokedBy.routeKeys)) {
      new Permission(
        `${name}/${source.key}`,
        {
          statementId: source.statementId,
          action: "lambda:InvokeFunction",
          function: lambda.name,
          principal: "apigateway.amazonaws.com",
          sourceArn: pulumi.interpolate`${args.invokedBy.executionArn}/${source.path}`,
        },
        { parent: this },
      );
    }
    this.invokeArn = lambda.invokeArn;
    this.logGroup = logGroup.name;
    this.registerOutputs({ invokeArn: this.invokeArn, logGroup: this.logGroup });
  }
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

import * as pulumi from "@pulumi/pulumi";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import type { FunctionModel } from "../../trust/TrustModel.ts";
import { codeFolder, defaultHandler, missingCode } from "../codeFolder.ts";
import { refuseArguments } from "../refuseArguments.ts";
import { declareFunction } from "./declareFunction.ts";
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
    const { lambda, logGroup } = declareFunction(this, name, {
      functionName: args.functionName,
      handler,
      code: new pulumi.asset.FileArchive(codeFolder(code)),
      environment: args.environment,
      retentionDays: args.retentionDays,
    });
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

import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  type CreateAuthorizerCommandInput,
  CreateIntegrationCommand,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, type CreateFunctionCommandInput } from "@aws-sdk/client-lambda";
import { accountId, type AwsCloud, region } from "./AwsCloud.ts";
import { audience, issuer } from "./issuer.ts";
import { zip } from "./zip.ts";

export const lambdaTrust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** A role that Lambda can take, and that may write its function's log. */
export async function makeRole(cloud: AwsCloud, name = "inventory"): Promise<string> {
  const { Role } = await cloud.iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: lambdaTrust }),
  );
  const statement = {
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:CreateLogGroup"],
    Resource: `arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/*`,
  };
  const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await cloud.iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "logs", PolicyDocument: document }));
  return Role!.Arn!;
}

/** A function of one file, with a role of its own. */
export async function makeFunction(
  cloud: AwsCloud,
  source: string,
  { file = "index.mjs", ...input }: Partial<CreateFunctionCommandInput> & { file?: string } = {},
): Promise<string> {
  const { FunctionArn } = await cloud.lambda.send(
    new CreateFunctionCommand({
      FunctionName: "inventory",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: input.Role ?? (await makeRole(cloud)),
      Code: { ZipFile: zip({ [file]: source }) },
      ...input,
    }),
  );
  return FunctionArn!;
}

/** Lets an API invoke a function, from all its routes unless told otherwise. */
export async function allowInvocation(
  cloud: AwsCloud,
  apiId: string,
  path = "*/*",
  functionName = "inventory",
): Promise<void> {
  await cloud.lambda.send(
    new AddPermissionCommand({
      FunctionName: functionName,
      StatementId: `api-${apiId}`,
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/${path}`,
    }),
  );
}

/** How API Gateway is told to invoke a function. */
export function invocationOf(functionArn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

/** An API with a stage that deploys automatically, for routes to be added to. */
export class TestApi {
  readonly cloud: AwsCloud;
  readonly apiId: string;
  readonly endpoint: string;

  private constructor(cloud: AwsCloud, apiId: string) {
    this.cloud = cloud;
    this.apiId = apiId;
    this.endpoint = `https://${apiId}.execute-api.${region}.amazonaws.com`;
  }

  static async create(cloud: AwsCloud, stageName = "$default"): Promise<TestApi> {
    const { ApiId } = await cloud.apigateway.send(new CreateApiCommand({ Name: "inventory", ProtocolType: "HTTP" }));
    const api = new TestApi(cloud, ApiId!);
    await cloud.apigateway.send(new CreateStageCommand({ ApiId, StageName: stageName, AutoDeploy: true }));
    return api;
  }

  /** @returns its id */
  async authorizer(name = "okta", jwt: { Issuer?: string; Audience?: string[] } = {}): Promise<string> {
    const { AuthorizerId } = await this.cloud.apigateway.send(
      new CreateAuthorizerCommand({
        ApiId: this.apiId,
        Name: name,
        AuthorizerType: "JWT",
        IdentitySource: ["$request.header.Authorization"],
        JwtConfiguration: { Issuer: issuer, Audience: [audience], ...jwt },
      }),
    );
    return AuthorizerId!;
  }

  /**
   * A Lambda authorizer with simple responses.
   * @returns its id
   */
  async lambdaAuthorizer(functionArn: string, input: Partial<CreateAuthorizerCommandInput> = {}): Promise<string> {
    const { AuthorizerId } = await this.cloud.apigateway.send(
      new CreateAuthorizerCommand({
        ApiId: this.apiId,
        Name: "custom",
        AuthorizerType: "REQUEST",
        AuthorizerUri: invocationOf(functionArn),
        AuthorizerPayloadFormatVersion: "2.0",
        EnableSimpleResponses: true,
        IdentitySource: ["$request.header.Authorization"],
        ...input,
      }),
    );
    return AuthorizerId!;
  }

  /** @returns the target of a route to a Lambda function */
  async lambdaTarget(functionArn: string, timeoutInMillis?: number): Promise<string> {
    const { IntegrationId } = await this.cloud.apigateway.send(
      new CreateIntegrationCommand({
        ApiId: this.apiId,
        IntegrationType: "AWS_PROXY",
        IntegrationUri: functionArn,
        PayloadFormatVersion: "2.0",
        TimeoutInMillis: timeoutInMillis,
      }),
    );
    return `integrations/${IntegrationId}`;
  }

  /** @returns the target of a route to an HTTP backend */
  async httpTarget(uri: string, method = "ANY"): Promise<string> {
    const { IntegrationId } = await this.cloud.apigateway.send(
      new CreateIntegrationCommand({
        ApiId: this.apiId,
        IntegrationType: "HTTP_PROXY",
        IntegrationUri: uri,
        IntegrationMethod: method,
        PayloadFormatVersion: "1.0",
      }),
    );
    return `integrations/${IntegrationId}`;
  }

  /** @returns the route's id */
  async route(routeKey: string, input: Partial<CreateRouteCommandInput> = {}): Promise<string> {
    const { RouteId } = await this.cloud.apigateway.send(
      new CreateRouteCommand({ ApiId: this.apiId, RouteKey: routeKey, ...input }),
    );
    return RouteId!;
  }

  get(path: string, headers: Record<string, string> = {}) {
    return this.cloud.ask("GET", `${this.endpoint}${path}`, { headers });
  }
}

import { ApiGatewayV2 } from "@aws-sdk/client-apigatewayv2";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { STS } from "@aws-sdk/client-sts";
import type { Sandbox } from "../../../../../sandbox/startSandbox.ts";
import type { StateResource } from "../../../../../scripts/lib/stack/StateResource.ts";
import type { DeployedTrust } from "../../../../../trust/DeployedTrust.ts";
import { parseSettings } from "../../../../../trust/parseSettings.ts";
import { sdkHandler } from "../../../../sandbox/aws/support/sdkHandler.ts";
import { zip } from "../../../../sandbox/aws/support/zip.ts";
import { keysOf, resource } from "./driftContext.ts";

const region = "eu-central-1";
const audience = "https://api.acme.example";
const scopes = { "keys.read": { description: "List keys" }, "keys.write": { description: "Change keys" } };
const okta = {
  kind: "okta",
  audience,
  scopes,
  clients: { reader: { scopes: ["keys.read"] }, writer: { scopes: ["keys.write"] } },
};

const settings = {
  issuers: { okta },
  apis: {
    inventory: {
      lambdaAuthorizer: { cacheSeconds: 60 },
      routes: {
        "GET /health": { public: true, lambda: "inventory" },
        "GET /keys": { issuer: "okta", scopes: ["keys.read"], lambda: "inventory" },
        "POST /keys": { authorizer: "lambda", issuer: "okta", scopes: ["keys.write"], lambda: "inventory" },
      },
    },
  },
  relyingParties: {},
};

const trustOfLambda = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
});
const headers = ["$request.header.Authorization"];
const format = '{"requestId":"$context.requestId"}';

/** An API as a stack makes it, made with the AWS SDK in a running sandbox, and the state and outputs of that stack. */
export class GatewayTown {
  readonly sandbox: Sandbox;
  readonly api: ApiGatewayV2;
  readonly lambda: Lambda;
  readonly iam: IAM;
  readonly sts: STS;
  readonly state: StateResource[] = [];
  trust!: DeployedTrust;
  /** By route key, authorizer and backend. */
  readonly ids: Record<string, string> = {};
  apiId = "";
  roleArn = "";
  readonly #logs: CloudWatchLogs;

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    const config = {
      ...{ region, credentials: keysOf(sandbox), maxAttempts: 1 },
      requestHandler: sdkHandler((request) => sandbox.fetch(request)),
    };
    this.api = new ApiGatewayV2(config);
    this.lambda = new Lambda(config);
    this.iam = new IAM(config);
    this.sts = new STS(config);
    this.#logs = new CloudWatchLogs(config);
  }

  static async make(sandbox: Sandbox, role: string): Promise<GatewayTown> {
    const town = new GatewayTown(sandbox);
    await town.#build(role);
    return town;
  }

  async #build(role: string): Promise<void> {
    const accountId = this.sandbox.credentials.awsAccountId;
    const { ApiId = "" } = await this.api.createApi({ Name: "inventory", ProtocolType: "HTTP" });
    this.apiId = ApiId;
    const executionArn = `arn:aws:execute-api:${region}:${accountId}:${ApiId}`;
    this.#own("aws:apigatewayv2/api:Api", "inventory", ApiId, { name: "inventory" }, { executionArn });
    await this.#makeRole(role);
    const backend = await this.#makeFunction("inventory/inventory", `${role}-backend`);
    const authorizerFunction = await this.#makeFunction("inventory/authorizer", `${role}-authorizer`);

    const issuer = "https://acme-dev.okta.com/oauth2/default";
    const jwt = { Name: "okta", AuthorizerType: "JWT", IdentitySource: headers } as const;
    const okta = await this.api.createAuthorizer({
      ...jwt,
      ApiId,
      JwtConfiguration: { Issuer: issuer, Audience: [audience] },
    });
    this.#id("okta", "aws:apigatewayv2/authorizer:Authorizer", "inventory/okta", okta.AuthorizerId, { apiId: ApiId });
    const authorizerUri = invocationOf(authorizerFunction);
    const byLambda = await this.api.createAuthorizer({
      ...{ ApiId, Name: "_lambda", AuthorizerType: "REQUEST", AuthorizerUri: authorizerUri },
      ...{ AuthorizerPayloadFormatVersion: "2.0", EnableSimpleResponses: true, AuthorizerResultTtlInSeconds: 60 },
      IdentitySource: [...headers, "$context.routeKey"],
    });
    this.#id("_lambda", "aws:apigatewayv2/authorizer:Authorizer", "inventory/authorizer", byLambda.AuthorizerId, {
      ...{ apiId: ApiId, authorizerUri },
    });
    await this.#allow(`${role}-authorizer`, "authorizer", `${executionArn}/authorizers/${byLambda.AuthorizerId}`);
    await this.#allow(`${role}-backend`, "routes", `${executionArn}/*/*`);

    const integration = {
      integrationType: "AWS_PROXY",
      integrationMethod: "POST",
      integrationUri: invocationOf(backend),
    };
    const { IntegrationId } = await this.api.createIntegration({
      ...{ ApiId, IntegrationType: "AWS_PROXY", IntegrationMethod: "POST", IntegrationUri: integration.integrationUri },
      PayloadFormatVersion: "2.0",
    });
    this.#id("backend", "aws:apigatewayv2/integration:Integration", "inventory/lambda:inventory", IntegrationId, {
      ...{ apiId: ApiId, payloadFormatVersion: "2.0", ...integration },
    });
    await this.#route("GET /health", { AuthorizationType: "NONE" });
    await this.#route("GET /keys", {
      ...{ AuthorizationType: "JWT", AuthorizerId: this.ids["okta"], AuthorizationScopes: ["keys.read"] },
    });
    await this.#route("POST /keys", { AuthorizationType: "CUSTOM", AuthorizerId: this.ids["_lambda"] });
    const logGroupName = `/aws/vendedlogs/apis/${role}`;
    await this.#logs.createLogGroup({ logGroupName });
    const destinationArn = `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}`;
    const AccessLogSettings = { DestinationArn: destinationArn, Format: format };
    await this.api.createStage({ ApiId, StageName: "$default", AutoDeploy: true, AccessLogSettings });
    const accessLogSettings = { destinationArn, format };
    this.#own("aws:apigatewayv2/stage:Stage", "inventory", "$default", { apiId: ApiId, accessLogSettings });
    const { model } = parseSettings(settings);
    const lambdaAuthorizer = {
      ...{ authorizerId: this.ids["_lambda"]!, functionName: `${role}-authorizer`, logGroup: "", cacheSeconds: 60 },
      issuers: { okta: { issuer, audiences: [audience] } },
    };
    this.trust = {
      ...{ version: 2, project: "crosstrust", stack: "dev", region, model, issuers: {}, relyingParties: {} },
      apis: {
        inventory: {
          ...{ apiId: ApiId, endpoint: `https://${ApiId}.execute-api.${region}.amazonaws.com`, logGroup: logGroupName },
          authorizers: { okta: { authorizerId: this.ids["okta"]!, issuer, audiences: [audience] } },
          lambdaAuthorizer,
        },
      },
    };
  }

  async #makeRole(name: string): Promise<void> {
    const made = await this.iam.createRole({ RoleName: name, AssumeRolePolicyDocument: trustOfLambda });
    this.roleArn = made.Role?.Arn ?? "";
    const statement = { Effect: "Allow", Action: ["logs:PutLogEvents", "logs:CreateLogStream"], Resource: "*" };
    const document = { Version: "2012-10-17", Statement: [statement] };
    await this.iam.putRolePolicy({
      RoleName: name,
      PolicyName: "log",
      PolicyDocument: JSON.stringify(document, undefined, 2),
    });
    this.#own(
      "aws:iam/role:Role",
      "inventory/inventory",
      name,
      { assumeRolePolicy: trustOfLambda, maxSessionDuration: 3600 },
      {
        arn: this.roleArn,
      },
    );
    const turned = { ...statement, Action: statement.Action.toReversed() };
    this.#own("aws:iam/rolePolicy:RolePolicy", "inventory/inventory", `${name}:log`, {
      ...{ role: name, name: "log", policy: JSON.stringify({ ...document, Statement: [turned] }) },
    });
  }

  async #makeFunction(resourceName: string, FunctionName: string): Promise<string> {
    const made = await this.lambda.createFunction({
      ...{ FunctionName, Runtime: "nodejs22.x", Handler: "index.handler", Role: this.roleArn },
      Code: { ZipFile: zip({ "index.mjs": `export const handler = () => "${FunctionName}";` }) },
    });
    const inputs = { handler: "index.handler", runtime: "nodejs22.x", role: this.roleArn };
    this.#own("aws:lambda/function:Function", resourceName, FunctionName, inputs, { codeSha256: made.CodeSha256 });
    return made.FunctionArn ?? "";
  }

  async #allow(FunctionName: string, StatementId: string, SourceArn: string): Promise<void> {
    const [Action, Principal] = ["lambda:InvokeFunction", "apigateway.amazonaws.com"];
    await this.lambda.addPermission({ FunctionName, StatementId, Action, Principal, SourceArn });
    this.#own("aws:lambda/permission:Permission", `${FunctionName}/${StatementId}`, StatementId, {
      ...{
        function: FunctionName,
        statementId: StatementId,
        action: Action,
        principal: Principal,
        sourceArn: SourceArn,
      },
    });
  }

  async #route(RouteKey: string, authorization: object): Promise<void> {
    const Target = `integrations/${this.ids["backend"]}`;
    const { RouteId } = await this.api.createRoute({ ApiId: this.apiId, RouteKey, Target, ...authorization });
    const inputs = { apiId: this.apiId, routeKey: RouteKey, target: Target };
    this.#id(RouteKey, "aws:apigatewayv2/route:Route", `inventory/${RouteKey}`, RouteId, inputs);
  }

  #id(key: string, type: string, name: string, id: string | undefined, inputs: StateResource["inputs"]): void {
    this.ids[key] = id ?? "";
    this.#own(type, name, id ?? "", inputs);
  }

  #own(...args: Parameters<typeof resource>): void {
    this.state.push(resource(...args));
  }
}

function invocationOf(functionArn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

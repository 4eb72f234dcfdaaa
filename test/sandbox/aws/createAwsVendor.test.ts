import assert from "node:assert/strict";
import { ApiGatewayV2Client, CreateApiCommand, GetApisCommand, GetVpcLinksCommand } from "@aws-sdk/client-apigatewayv2";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  ListAnomaliesCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetRoleCommand, IAMClient, ListRolesCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import { LambdaClient, ListFunctionsCommand, ListLayersCommand } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { accountId, AwsCloud, awsClouds, region } from "./support/AwsCloud.ts";
import { Issuer } from "./support/issuer.ts";
import { plain } from "./support/plain.ts";
import { refused } from "./support/refused.ts";
import { allowInvocation, makeFunction, TestApi } from "./support/resources.ts";

describe("createAwsVendor", () => {
  const clouds = awsClouds();

  it("owns AWS's hosts and no other", () => {
    const { vendor } = clouds();
    const owned = [
      `apigateway.${region}.amazonaws.com`,
      "iam.amazonaws.com",
      `abcdefghij.execute-api.${region}.amazonaws.com`,
      "s3.amazonaws.com",
      `reports.s3.${region}.amazonaws.com`,
      `${accountId}.s3-control.${region}.amazonaws.com`,
      `sso.${region}.amazonaws.com`,
    ];
    for (const host of owned) assert.ok(vendor.owns(host), host);
    for (const host of ["acme-dev.okta.com", "amazonaws.com.evil.example", "notamazonaws.com"]) {
      assert.ok(!vendor.owns(host), host);
    }
  });

  it("refuses a host that it does not answer for, and lists it", async () => {
    const cloud = clouds();
    const answer = await cloud.ask("GET", "https://dynamodb.eu-central-1.amazonaws.com/bucket?list");
    assert.equal(answer.status, 400);
    assert.match(
      answer.body,
      /"__type":"UnknownOperationException","message":"The sandbox does not support the host dynamodb\.eu-central-1\.amazonaws\.com"/,
    );
    assert.deepEqual(cloud.refusals, [
      {
        host: "dynamodb.eu-central-1.amazonaws.com",
        method: "GET",
        path: "/bucket",
        reason: "The sandbox does not support the host dynamodb.eu-central-1.amazonaws.com",
      },
    ]);
  });

  it("refuses operations that it does not know in each service's form, and lists them", async () => {
    const cloud = clouds();
    await refused(
      cloud.apigateway.send(new GetVpcLinksCommand()),
      "UnknownOperationException",
      404,
      /GET \/v2\/vpclinks/,
    );
    await refused(cloud.lambda.send(new ListLayersCommand()), "UnknownOperationException", 404, /layers/);
    await refused(cloud.iam.send(new ListUsersCommand()), "InvalidAction", 400, /"ListUsers" of iam/);
    await refused(cloud.sts.send(new GetSessionTokenCommand()), "InvalidAction", 400, /"GetSessionToken" of sts/);
    await refused(
      cloud.logs.send(new ListAnomaliesCommand()),
      "UnknownOperationException",
      400,
      /Logs_20140328\.ListAnomalies/,
    );
    assert.equal(cloud.refusals.length, 5);
  });

  type ServiceError = readonly [name: string, status: number];
  const services: Record<
    string,
    [client: unknown, command: unknown, unknownKey: ServiceError, wrongSecret: ServiceError]
  > = {
    apigateway: [
      ApiGatewayV2Client,
      new GetApisCommand(),
      ["UnrecognizedClientException", 403],
      ["InvalidSignatureException", 403],
    ],
    lambda: [
      LambdaClient,
      new ListFunctionsCommand(),
      ["UnrecognizedClientException", 403],
      ["InvalidSignatureException", 403],
    ],
    logs: [
      CloudWatchLogsClient,
      new DescribeLogGroupsCommand(),
      ["UnrecognizedClientException", 400],
      ["InvalidSignatureException", 400],
    ],
    iam: [IAMClient, new ListRolesCommand(), ["InvalidClientTokenId", 403], ["SignatureDoesNotMatch", 403]],
    sts: [STSClient, new GetCallerIdentityCommand(), ["InvalidClientTokenId", 403], ["SignatureDoesNotMatch", 403]],
  };
  for (const [service, [Client, command, unknownKey, wrongSecret]] of Object.entries(services)) {
    it(`refuses requests to ${service} that are not signed by the sandbox's key, in its form`, async () => {
      const { clientConfig } = clouds();
      const call = (credentials: typeof clientConfig.credentials) => {
        const client = new (Client as typeof IAMClient)({ ...clientConfig, credentials }) as {
          send(command: unknown): Promise<unknown>;
        };
        return client.send(command);
      };
      const { credentials } = clientConfig;
      await call(credentials);
      const otherKey = call({ ...credentials, accessKeyId: "AKIAOTHER" });
      await refused(otherKey, ...unknownKey, "The security token included in the request is invalid.");
      const otherSecret = call({ ...credentials, secretAccessKey: "other" });
      await refused(otherSecret, ...wrongSecret, /^The request signature we calculated/);
    });
  }

  it("refuses a request without a signature", async () => {
    const answer = await clouds().ask("GET", `https://apigateway.${region}.amazonaws.com/v2/apis`);
    assert.equal(answer.status, 403);
    assert.equal(answer.headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
    assert.equal(answer.body, '{"message":"Missing Authentication Token"}');
  });

  it("fails when told to, in each service's form", async () => {
    const cloud = clouds();
    const faults: [operation: string, call: () => Promise<unknown>, name: string, status: number][] = [
      [
        "CreateApi",
        () => cloud.apigateway.send(new CreateApiCommand({ Name: "a", ProtocolType: "HTTP" })),
        "TooManyRequestsException",
        429,
      ],
      ["ListFunctions", () => cloud.lambda.send(new ListFunctionsCommand()), "TooManyRequestsException", 429],
      ["GetRole", () => cloud.iam.send(new GetRoleCommand({ RoleName: "a" })), "Throttling", 400],
      [
        "CreateLogGroup",
        () => cloud.logs.send(new CreateLogGroupCommand({ logGroupName: "a" })),
        "ThrottlingException",
        400,
      ],
    ];
    for (const [operation, call, name, status] of faults) {
      assert.ok(cloud.vendor.operations?.includes(operation), operation);
      cloud.faults.set(operation, 429);
      await refused(call(), name, status, /./);
      cloud.faults.set(operation, 503);
      await refused(call(), "ServiceUnavailable", 503, "Service Unavailable");
    }
    assert.equal((await cloud.apigateway.send(new GetApisCommand())).Items?.length, 0);
    assert.equal(cloud.refusals.length, 0);
  });

  it("is retried by the SDK when it throttles", async () => {
    const cloud = clouds();
    cloud.faults.set("CreateApi", 429);
    const client = new ApiGatewayV2Client({ ...cloud.clientConfig, maxAttempts: 2 });
    const { $metadata } = await client.send(new CreateApiCommand({ Name: "a", ProtocolType: "HTTP" }));
    assert.equal($metadata.attempts, 2);
  });

  it("tells the caller who it is", async () => {
    const identity = plain(await clouds().sts.send(new GetCallerIdentityCommand()));
    assert.deepEqual(identity, {
      Account: accountId,
      Arn: `arn:aws:iam::${accountId}:user/crosstrust`,
      UserId: "AIDAQWERTYUIOPASDFGH",
    });
  });

  it("answers for the global STS host too", async () => {
    const { clientConfig } = clouds();
    const client = new STSClient({ ...clientConfig, region: "us-east-1", endpoint: "https://sts.amazonaws.com" });
    assert.equal((await client.send(new GetCallerIdentityCommand())).Account, accountId);
  });

  it("is what it was after a restart, its functions running again", async () => {
    const tokens = await Issuer.create();
    const first = new AwsCloud({ hosts: tokens.hosts });
    const functionArn = await makeFunction(first, "export const handler = async () => 'still here';");
    const api = await TestApi.create(first);
    await allowInvocation(first, api.apiId);
    await api.route("GET /keys", {
      Target: await api.lambdaTarget(functionArn),
      AuthorizationType: "JWT",
      AuthorizerId: await api.authorizer(),
    });
    const headers = { authorization: `Bearer ${await tokens.token()}` };
    assert.equal((await api.get("/keys", headers)).body, "still here");
    await first.close();
    const second = clouds({ hosts: tokens.hosts, state: JSON.parse(JSON.stringify(first.state)) as object });
    assert.deepEqual(second.state, JSON.parse(JSON.stringify(first.state)));
    assert.equal((await second.ask("GET", `${api.endpoint}/keys`, { headers })).body, "still here");
    assert.equal((await second.ask("GET", `${api.endpoint}/keys`)).status, 401);
  });
});

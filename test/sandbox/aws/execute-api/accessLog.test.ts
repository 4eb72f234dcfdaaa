import assert from "node:assert/strict";
import { UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import { CreateLogGroupCommand, DeleteLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { accountId, type AwsCloud, awsClouds, region } from "../support/AwsCloud.ts";
import { issuer, Issuer } from "../support/issuer.ts";
import { TestApi } from "../support/resources.ts";

const logGroupName = "/aws/apigateway/inventory";
const format = JSON.stringify({
  requestId: "$context.requestId",
  time: "$context.requestTime",
  route: "$context.routeKey",
  status: "$context.status",
  issuer: "$context.authorizer.claims.iss",
  error: "$context.authorizer.error",
  message: "$context.error.message",
  integration: "${context.integrationErrorMessage}",
  agent: "$context.identity.userAgent",
});

describe("an API's access log", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let api: TestApi;
  let tokens: Issuer;

  beforeEach(async () => {
    tokens = await Issuer.create();
    cloud = clouds({ hosts: tokens.hosts });
    api = await TestApi.create(cloud);
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName }));
    const DestinationArn = `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}`;
    const AccessLogSettings = { DestinationArn, Format: format };
    await cloud.apigateway.send(new UpdateStageCommand({ ApiId: api.apiId, StageName: "$default", AccessLogSettings }));
    await api.route("GET /keys", {
      Target: await api.httpTarget("https://backend.example/keys"),
      AuthorizationType: "JWT",
      AuthorizerId: await api.authorizer(),
    });
  });

  async function lines(): Promise<Record<string, string>[]> {
    const { events } = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events!.map((event) => JSON.parse(event.message!) as Record<string, string>);
  }

  it("tells of each request in the stage's format, and never a token", async () => {
    const token = await tokens.token();
    const admitted = await api.get("/keys", { authorization: `Bearer ${token}` });
    const refused = await api.get("/keys", { authorization: `Bearer ${await tokens.token({ aud: "other" })}` });
    const lost = await api.get("/nowhere", { "user-agent": 'quote " and\nbreak' });
    const common = { time: "12/Mar/2026:19:03:58 +0000", integration: "-", agent: "test" };
    assert.deepEqual(await lines(), [
      {
        ...common,
        requestId: admitted.headers["apigw-requestid"],
        route: "GET /keys",
        status: "200",
        issuer,
        error: "-",
        message: "-",
      },
      {
        ...common,
        requestId: refused.headers["apigw-requestid"],
        route: "GET /keys",
        status: "401",
        issuer: "-",
        error: "the token does not have a valid audience",
        message: "Unauthorized",
      },
      {
        ...common,
        requestId: lost.headers["apigw-requestid"],
        route: "-",
        status: "404",
        issuer: "-",
        error: "-",
        message: "Not Found",
        agent: 'quote " and\nbreak',
      },
    ]);
    assert.ok(!JSON.stringify(cloud.state).includes(token));
  });

  it("is silent when its log group is gone", async () => {
    await cloud.logs.send(new DeleteLogGroupCommand({ logGroupName }));
    assert.equal((await api.get("/keys")).status, 401);
  });
});

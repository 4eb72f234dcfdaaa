import assert from "node:assert/strict";
import type { CreateAuthorizerCommandInput } from "@aws-sdk/client-apigatewayv2";
import {
  CreateLogGroupCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import { accountId, type AwsCloud, awsClouds, region } from "../support/AwsCloud.ts";
import { without } from "../support/plain.ts";
import { allowInvocation, makeFunction, makeRole, TestApi } from "../support/resources.ts";

/** A backend that answers with what it was told of the authorizer. */
const backend = "export const handler = async ({ requestContext }) => requestContext.authorizer ?? {};";
/** An authorizer that answers with what its caller asks for in the header `x-answer`, and counts its calls in its log. */
const authorizer = `
  export const handler = async (event) => {
    console.log("asked " + JSON.stringify(event));
    const answer = event.headers["x-answer"];
    if (answer === "throw") throw new Error("broken");
    return JSON.parse(answer ?? '{"isAuthorized":true}');
  };`;

describe("an API with a Lambda authorizer", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let api: TestApi;
  let functionArn: string;
  /** Of every route: the backend. */
  let target: string;

  beforeEach(async () => {
    cloud = clouds();
    const role = await makeRole(cloud);
    api = await TestApi.create(cloud);
    const backendArn = await makeFunction(cloud, backend, { Role: role });
    await allowInvocation(cloud, api.apiId);
    functionArn = await makeFunction(cloud, authorizer, { Role: role, FunctionName: "authorizer", Timeout: 10 });
    target = await api.lambdaTarget(backendArn);
  });

  /** An authorizer that may be invoked, on two routes. */
  async function guard(input: Partial<CreateAuthorizerCommandInput> = {}): Promise<string> {
    const AuthorizerId = await api.lambdaAuthorizer(functionArn, input);
    await allowInvocation(cloud, api.apiId, `authorizers/${AuthorizerId}`, "authorizer");
    const route = { Target: target, AuthorizationType: "CUSTOM", AuthorizerId } as const;
    await api.route("GET /keys", route);
    await api.route("GET /keys/{id}", route);
    return AuthorizerId;
  }

  const get = (path: string, answer: unknown, headers: Record<string, string> = {}) =>
    api.get(path, {
      authorization: "token",
      "x-answer": typeof answer === "string" ? answer : JSON.stringify(answer),
      ...headers,
    });

  /** The events that the authorizer was asked with, in order. */
  async function asked(): Promise<Record<string, unknown>[]> {
    const { events = [] } = await cloud.logs
      .send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/authorizer", filterPattern: "asked" }))
      .catch(() => ({ events: [] }));
    return events.map(({ message = "" }) => JSON.parse(message.slice(message.indexOf("{"))) as Record<string, unknown>);
  }

  it("passes the authorizer's context on to the backend", async () => {
    await guard();
    const context = { issuer: "workforce", level: 3, admin: true, list: ["a"], map: { a: "b" } };
    const answer = await get("/keys", { isAuthorized: true, context });
    assert.equal(answer.status, 200);
    assert.deepEqual(JSON.parse(answer.body), { lambda: context });
    assert.deepEqual(JSON.parse((await get("/keys", { isAuthorized: true })).body), { lambda: null });
  });

  it("answers a refusal with 403, and what lacks an identity source with 401 without asking the function", async () => {
    await guard({ IdentitySource: ["$request.header.Authorization", "$request.querystring.tenant"] });
    const refused = await get("/keys?tenant=a", { isAuthorized: false, context: { a: "b" } });
    assert.deepEqual([refused.status, refused.body], [403, '{"message":"Forbidden"}']);
    assert.equal(refused.headers["www-authenticate"], undefined);
    assert.equal((await asked()).length, 1);
    const lacking = [await get("/keys", { isAuthorized: true }), await api.get("/keys?tenant=a")];
    lacking.push(
      await get("/keys?tenant=", { isAuthorized: true }),
      await get("/keys?Tenant=a", { isAuthorized: true }),
    );
    for (const answer of lacking) {
      assert.deepEqual([answer.status, answer.body], [401, '{"message":"Unauthorized"}']);
      assert.equal(answer.headers["www-authenticate"], undefined);
    }
    assert.equal((await asked()).length, 1);
  });

  it("asks with the event of format 2.0", async () => {
    const identity = ["$context.routeKey", "$request.header.AUTHORIZATION", "$stageVariables.tier"];
    await cloud.apigateway.send(
      new UpdateStageCommand({ ApiId: api.apiId, StageName: "$default", StageVariables: { tier: "gold" } }),
    );
    await guard({ IdentitySource: identity });
    await get("/keys/a%20b?x=1&x=2", { isAuthorized: true }, { cookie: "a=1; b=2" });
    const [event] = await asked();
    const { requestContext, headers, ...rest } = event!;
    assert.deepEqual(rest, {
      version: "2.0",
      type: "REQUEST",
      routeArn: `arn:aws:execute-api:${region}:${accountId}:${api.apiId}/$default/GET/keys/a%20b`,
      identitySource: ["GET /keys/{id}", "token", "gold"],
      routeKey: "GET /keys/{id}",
      rawPath: "/keys/a b",
      rawQueryString: "x=1&x=2",
      cookies: ["a=1", "b=2"],
      queryStringParameters: { x: "1,2" },
      pathParameters: { id: "a b" },
      stageVariables: { tier: "gold" },
    });
    assert.equal((headers as Record<string, string>)["authorization"], "token");
    assert.equal("cookie" in (headers as object), false);
    const { requestId, ...context } = requestContext as Record<string, unknown>;
    assert.match(String(requestId), /^[\w+/]{15}=$/);
    assert.deepEqual(context, {
      accountId,
      apiId: api.apiId,
      domainName: `${api.apiId}.execute-api.${region}.amazonaws.com`,
      domainPrefix: api.apiId,
      http: {
        method: "GET",
        path: "/keys/a b",
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: "test",
      },
      routeKey: "GET /keys/{id}",
      stage: "$default",
      time: "12/Mar/2026:19:03:58 +0000",
      timeEpoch: 1773342238123,
    });
  });

  const broken: Record<string, string> = {
    "a text for a boolean": '{"isAuthorized":"true"}',
    "no decision": '{"context":{}}',
    "an IAM policy": '{"principalId":"a","policyDocument":{"Version":"2012-10-17","Statement":[]}}',
    "a context that is no map": '{"isAuthorized":true,"context":["a"]}',
    "a bare boolean": "true",
    nothing: "null",
    "a failure": "throw",
  };
  for (const [what, answer] of Object.entries(broken)) {
    it(`answers ${what} with 500, and keeps nothing of it`, async () => {
      await guard({ AuthorizerResultTtlInSeconds: 300 });
      const failed = await get("/keys", answer);
      assert.deepEqual([failed.status, failed.body], [500, '{"message":"Internal Server Error"}']);
      assert.equal((await get("/keys", { isAuthorized: true })).status, 200);
    });
  }

  it("answers a function that takes too long with 500", async () => {
    const source = "export const handler = () => new Promise(() => setTimeout(() => {}, 60_000));";
    functionArn = await makeFunction(cloud, source, {
      FunctionName: "slow",
      Timeout: 1,
      Role: await makeRole(cloud, "s"),
    });
    const AuthorizerId = await api.lambdaAuthorizer(functionArn);
    await allowInvocation(cloud, api.apiId, `authorizers/${AuthorizerId}`, "slow");
    await api.route("GET /slow", { Target: target, AuthorizationType: "CUSTOM", AuthorizerId });
    assert.equal((await get("/slow", {})).status, 500);
  });

  it("answers 500 where the function's policy does not name this authorizer", async () => {
    const AuthorizerId = await api.lambdaAuthorizer(functionArn);
    await api.route("GET /keys", { Target: target, AuthorizationType: "CUSTOM", AuthorizerId });
    assert.equal((await get("/keys", { isAuthorized: true })).status, 500);
    await allowInvocation(cloud, api.apiId, "authorizers/other", "authorizer");
    assert.equal((await get("/keys", { isAuthorized: true })).status, 500);
    assert.deepEqual(await asked(), []);
    const other = await TestApi.create(cloud);
    await allowInvocation(cloud, other.apiId, "*", "authorizer");
    assert.equal((await get("/keys", { isAuthorized: true })).status, 500);
  });

  it("asks each time where nothing is cached", async () => {
    await guard();
    for (let call = 0; call < 3; call++) await get("/keys", { isAuthorized: true });
    assert.equal((await asked()).length, 3);
  });

  it("keeps an answer for the time that the authorizer says, and no longer", async () => {
    await guard({ AuthorizerResultTtlInSeconds: 60 });
    const first = await get("/keys", { isAuthorized: true, context: { sub: "a" } });
    cloud.clock.advance(59);
    const second = await get("/keys", { isAuthorized: false });
    assert.deepEqual([second.status, second.body], [200, first.body]);
    assert.equal((await asked()).length, 1);
    cloud.clock.advance(1);
    assert.equal((await get("/keys", { isAuthorized: false })).status, 403);
    assert.equal((await get("/keys", { isAuthorized: true })).status, 403);
    assert.equal((await get("/keys", { isAuthorized: true }, { authorization: "another" })).status, 200);
  });

  it("opens every route with a kept answer, unless the route is among the identity sources: as dangerous as AWS", async () => {
    await guard({ AuthorizerResultTtlInSeconds: 60 });
    assert.equal((await get("/keys", { isAuthorized: true })).status, 200);
    assert.equal((await get("/keys/1", { isAuthorized: false })).status, 200);
    assert.equal((await asked()).length, 1);
  });

  it("keeps answers by route where the route's key is among the identity sources", async () => {
    const IdentitySource = ["$request.header.Authorization", "$context.routeKey"];
    await guard({ AuthorizerResultTtlInSeconds: 60, IdentitySource });
    assert.equal((await get("/keys", { isAuthorized: true })).status, 200);
    assert.equal((await get("/keys/1", { isAuthorized: false })).status, 403);
    assert.equal((await get("/keys/2", { isAuthorized: true })).status, 403);
    assert.equal((await get("/keys", { isAuthorized: false })).status, 200);
    assert.equal((await asked()).length, 2);
  });

  it("tells its access log of the context, and of what went wrong", async () => {
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: "/aws/api" }));
    const DestinationArn = `arn:aws:logs:${region}:${accountId}:log-group:/aws/api`;
    const Format = JSON.stringify({
      id: "$context.requestId",
      status: "$context.status",
      issuer: "$context.authorizer.issuer",
      level: "$context.authorizer.level",
      error: "$context.authorizer.error",
    });
    await cloud.apigateway.send(
      new UpdateStageCommand({
        ApiId: api.apiId,
        StageName: "$default",
        AccessLogSettings: { DestinationArn, Format },
      }),
    );
    const unguarded = await api.lambdaAuthorizer(functionArn, { Name: "unguarded" });
    await api.route("GET /closed", { Target: target, AuthorizationType: "CUSTOM", AuthorizerId: unguarded });
    await guard();
    await get("/keys", { isAuthorized: true, context: { issuer: "workforce", level: 3 } });
    await get("/keys", { isAuthorized: "yes" });
    await get("/closed", { isAuthorized: true });
    await api.get("/keys");
    const { logStreams } = await cloud.logs.send(new DescribeLogStreamsCommand({ logGroupName: "/aws/api" }));
    const { events } = await cloud.logs.send(
      new GetLogEventsCommand({
        logGroupName: "/aws/api",
        logStreamName: logStreams![0]!.logStreamName,
        startFromHead: true,
      }),
    );
    const none = { issuer: "-", level: "-" };
    assert.deepEqual(
      events!.map(({ message }) => without(JSON.parse(message!) as Record<string, string>, "id")),
      [
        { status: "200", issuer: "workforce", level: "3", error: "-" },
        {
          status: "500",
          ...none,
          error:
            "The response from the Lambda Authorizer function doesn't match the format that API Gateway expects. Simple response did not include 'isAuthorized'",
        },
        {
          status: "500",
          ...none,
          error:
            "The IAM role configured on the authorizer or API Gateway doesn't have permissions to call the authorizer. Check the permissions and try again.",
        },
        { status: "401", ...none, error: "-" },
      ],
    );
  });
});

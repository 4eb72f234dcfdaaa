import assert from "node:assert/strict";
import { RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { CreateStageCommand, GetRoutesCommand } from "@aws-sdk/client-apigatewayv2";
import { accountId, type AwsCloud, awsClouds, region } from "../support/AwsCloud.ts";
import { issuer, Issuer } from "../support/issuer.ts";
import { allowInvocation, makeFunction, TestApi } from "../support/resources.ts";

const echo = "export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });";

describe("a route to a Lambda function", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let api: TestApi;
  let tokens: Issuer;

  async function serve(source: string, routeKey = "GET /keys/{keyId}", timeoutInMillis?: number): Promise<void> {
    tokens = await Issuer.create();
    cloud = clouds({ hosts: tokens.hosts });
    const functionArn = await makeFunction(cloud, source);
    api = await TestApi.create(cloud);
    await allowInvocation(cloud, api.apiId);
    await api.route(routeKey, { Target: await api.lambdaTarget(functionArn, timeoutInMillis) });
  }

  it("hands the function the event of payload format 2.0, exactly", async () => {
    await serve(echo, "POST /keys/{keyId}");
    await cloud.apigateway.send(
      new CreateStageCommand({
        ApiId: api.apiId,
        StageName: "dev",
        AutoDeploy: true,
        StageVariables: { color: "red" },
      }),
    );
    const host = `${api.apiId}.execute-api.${region}.amazonaws.com`;
    const answer = await cloud.ask("POST", `https://${host}/dev/keys/a%20b?x=1&x=2&y=%C3%A9`, {
      headers: {
        "content-type": "application/json",
        "content-length": "7",
        cookie: "s=1; t=2",
        // These end at the gateway.
        connection: "keep-alive",
        te: "trailers",
        "proxy-authorization": "Basic abc",
      },
      body: '{"a":1}',
    });
    assert.equal(answer.status, 200, answer.body);
    const event = JSON.parse(answer.body) as {
      headers: Record<string, string>;
      requestContext: Record<string, unknown>;
    };
    assert.match(event.headers["x-amzn-trace-id"] ?? "", /^Root=1-69b30e1e-[0-9a-f]{24}$/);
    assert.equal(event.requestContext["requestId"], answer.headers["apigw-requestid"]);
    assert.deepEqual(event, {
      version: "2.0",
      routeKey: "POST /keys/{keyId}",
      rawPath: "/dev/keys/a b",
      rawQueryString: "x=1&x=2&y=%C3%A9",
      cookies: ["s=1", "t=2"],
      headers: {
        "content-length": "7",
        "content-type": "application/json",
        host,
        "user-agent": "test",
        "x-amzn-trace-id": event.headers["x-amzn-trace-id"],
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
      },
      queryStringParameters: { x: "1,2", y: "é" },
      requestContext: {
        accountId,
        apiId: api.apiId,
        domainName: host,
        domainPrefix: api.apiId,
        http: { method: "POST", path: "/dev/keys/a b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
        requestId: event.requestContext["requestId"],
        routeKey: "POST /keys/{keyId}",
        stage: "dev",
        time: "12/Mar/2026:19:03:58 +0000",
        timeEpoch: 1773342238123,
      },
      pathParameters: { keyId: "a b" },
      stageVariables: { color: "red" },
      body: '{"a":1}',
      isBase64Encoded: false,
    });
  });

  it("leaves out what the request does not have, and passes binary bodies in base64", async () => {
    await serve(echo, "ANY /keys/{proxy+}");
    const bare = JSON.parse((await api.get("/keys/1/2")).body) as Record<string, unknown>;
    for (const member of ["cookies", "queryStringParameters", "stageVariables", "body"])
      assert.ok(!(member in bare), member);
    assert.equal(bare["rawQueryString"], "");
    assert.equal(bare["isBase64Encoded"], false);
    assert.deepEqual(bare["pathParameters"], { proxy: "1/2" });
    const answer = await cloud.ask("PUT", `${api.endpoint}/keys/1`, {
      headers: { "content-type": "application/octet-stream" },
      body: Buffer.from([0, 255]),
    });
    const { body, isBase64Encoded } = JSON.parse(answer.body) as Record<string, unknown>;
    assert.deepEqual({ body, isBase64Encoded }, { body: "AP8=", isBase64Encoded: true });
  });

  it("shows the function the claims as texts, and the scopes that opened the route", async () => {
    await serve(echo);
    const jwt = { AuthorizationType: "JWT", AuthorizerId: await api.authorizer() } as const;
    const { Items } = await cloud.apigateway.send(new GetRoutesCommand({ ApiId: api.apiId }));
    const Target = Items?.[0]?.Target;
    await api.route("GET /scoped", { ...jwt, Target, AuthorizationScopes: ["keys.read", "keys.write"] });
    const token = await tokens.token({ cid: "client", numbers: [1, 2], nothing: null });
    const answer = await api.get("/scoped", { authorization: `Bearer ${token}` });
    const { requestContext } = JSON.parse(answer.body) as {
      requestContext: { authorizer: { jwt: Record<string, unknown> } };
    };
    const { claims, scopes } = requestContext.authorizer.jwt;
    assert.deepEqual(scopes, ["keys.read"]);
    assert.deepEqual(claims, {
      iss: issuer,
      aud: "https://api.acme.example",
      iat: "1773342228",
      exp: "1773342838",
      scp: "[keys.read]",
      cid: "client",
      numbers: "[1 2]",
    });
  });

  it("answers 500 when the function's policy does not let the API in", async () => {
    await serve(echo);
    await cloud.lambda.send(
      new RemovePermissionCommand({ FunctionName: "inventory", StatementId: `api-${api.apiId}` }),
    );
    const answer = await api.get("/keys/1");
    assert.equal(answer.status, 500);
    assert.equal(answer.body, '{"message":"Internal Server Error"}');
  });

  const permissions: Record<string, boolean> = {
    "*/*": true,
    "*/*/keys/{keyId}": true,
    "$default/GET/keys/*": true,
    "*/GET/keys/{keyId}": true,
    "*/POST/keys/{keyId}": false,
    "*/*/keys": false,
    "other/*/keys/{keyId}": false,
  };
  for (const [path, isAllowed] of Object.entries(permissions)) {
    it(`${isAllowed ? "lets" : "does not let"} the API in by a permission for ${path}`, async () => {
      await serve(echo);
      await cloud.lambda.send(
        new RemovePermissionCommand({ FunctionName: "inventory", StatementId: `api-${api.apiId}` }),
      );
      await allowInvocation(cloud, api.apiId, path);
      assert.equal((await api.get("/keys/1")).status, isAllowed ? 200 : 500);
    });
  }

  it("does not let another API in by this one's permission", async () => {
    await serve(echo);
    const other = await TestApi.create(cloud);
    await other.route("GET /keys", {
      Target: await other.lambdaTarget(`arn:aws:lambda:${region}:${accountId}:function:inventory`),
    });
    assert.equal((await other.get("/keys")).status, 500);
    assert.equal((await api.get("/keys/1")).status, 200);
  });

  it("answers 500 to a function that throws or answers nonsense, and tells the caller nothing", async () => {
    await serve(
      "export const handler = async ({ rawPath }) => { if (rawPath === '/keys/throw') throw new Error('secret'); return { statusCode: 'x' } }",
    );
    for (const path of ["/keys/throw", "/keys/nonsense"]) {
      const answer = await api.get(path);
      assert.equal(answer.status, 500);
      assert.equal(answer.body, '{"message":"Internal Server Error"}');
    }
  });

  it("answers 503 to a function that takes longer than the integration may", async () => {
    await serve("export const handler = () => new Promise(() => undefined);", "GET /slow", 50);
    const answer = await api.get("/slow");
    assert.equal(answer.status, 503);
    assert.equal(answer.body, '{"message":"Service Unavailable"}');
  });
});

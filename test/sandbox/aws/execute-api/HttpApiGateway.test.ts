import assert from "node:assert/strict";
import { CreateDeploymentCommand, CreateStageCommand, UpdateApiCommand } from "@aws-sdk/client-apigatewayv2";
import { awsClouds, region } from "../support/AwsCloud.ts";
import { TestApi } from "../support/resources.ts";

describe("an API's host", () => {
  const clouds = awsClouds();

  it("answers 403 for an API that does not exist", async () => {
    const answer = await clouds().ask("GET", `https://abcdefghij.execute-api.${region}.amazonaws.com/keys`);
    assert.equal(answer.status, 403);
    assert.equal(answer.body, '{"message":"Forbidden"}');
    assert.equal(answer.headers["x-amzn-errortype"], "ForbiddenException");
  });

  it("knows an API in its own region only", async () => {
    const api = await TestApi.create(clouds());
    const elsewhere = api.endpoint.replace(region, "us-east-1");
    assert.equal((await api.cloud.ask("GET", elsewhere)).status, 403);
  });

  it("answers 404 without a route, without a stage, without a deployment and when it is switched off", async () => {
    const api = await TestApi.create(clouds(), "dev");
    const notFound = async (path: string): Promise<void> => {
      const answer = await api.get(path);
      assert.equal(answer.status, 404, path);
      assert.equal(answer.body, '{"message":"Not Found"}');
      assert.match(String(answer.headers["apigw-requestid"]), /=$/);
    };
    await api.route("GET /keys", { Target: await api.httpTarget("https://backend.example/") });
    await api.cloud.apigateway.send(new CreateStageCommand({ ApiId: api.apiId, StageName: "empty" }));
    assert.equal((await api.get("/dev/keys")).status, 200);
    await notFound("/keys");
    await notFound("/dev/other");
    await notFound("/dev");
    await notFound("/empty/keys");
    await api.cloud.apigateway.send(new UpdateApiCommand({ ApiId: api.apiId, DisableExecuteApiEndpoint: true }));
    await notFound("/dev/keys");
  });

  it("answers 500 for a route without an integration", async () => {
    const api = await TestApi.create(clouds());
    await api.route("GET /keys");
    assert.equal((await api.get("/keys")).status, 500);
  });

  it("serves what was deployed to a stage, not what was changed since", async () => {
    const api = await TestApi.create(clouds(), "auto");
    const target = await api.httpTarget("https://backend.example/");
    await api.route("GET /old", { Target: target });
    const { DeploymentId } = await api.cloud.apigateway.send(new CreateDeploymentCommand({ ApiId: api.apiId }));
    await api.cloud.apigateway.send(new CreateStageCommand({ ApiId: api.apiId, StageName: "fixed", DeploymentId }));
    await api.route("GET /new", { Target: target });
    assert.equal((await api.get("/fixed/old")).status, 200);
    assert.equal((await api.get("/fixed/new")).status, 404);
    assert.equal((await api.get("/auto/new")).status, 200);
    await api.cloud.apigateway.send(new CreateDeploymentCommand({ ApiId: api.apiId, StageName: "fixed" }));
    assert.equal((await api.get("/fixed/new")).status, 200);
  });

  it("prefers the stage that the path names to a route of $default", async () => {
    const api = await TestApi.create(clouds());
    await api.route("GET /dev/keys", { Target: await api.httpTarget("https://backend.example/dev-keys") });
    assert.equal((await api.get("/dev/keys")).status, 200);
    await api.cloud.apigateway.send(new CreateStageCommand({ ApiId: api.apiId, StageName: "dev", AutoDeploy: true }));
    assert.equal((await api.get("/dev/keys")).status, 404);
  });

  it("refuses a request line and headers of more than 10,240 bytes", async () => {
    const api = await TestApi.create(clouds());
    await api.route("GET /keys", { Target: await api.httpTarget("https://backend.example/") });
    const { host } = new URL(api.endpoint);
    const room = 10_240 - Buffer.byteLength(`GET /keys HTTP/1.1${host}test`);
    assert.equal((await api.get("/keys", { authorization: "x".repeat(room) })).status, 200);
    const answer = await api.get("/keys", { authorization: "x".repeat(room + 1) });
    assert.equal(answer.status, 431);
    assert.equal(answer.body, '{"message":"Request Header Fields Too Large"}');
  });

  it("refuses a body of more than 10 MB", async () => {
    const api = await TestApi.create(clouds());
    const answer = await api.cloud.ask("POST", `${api.endpoint}/keys`, { body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    assert.equal(answer.status, 413);
    assert.equal(answer.body, '{"message":"Request Entity Too Large"}');
  });
});

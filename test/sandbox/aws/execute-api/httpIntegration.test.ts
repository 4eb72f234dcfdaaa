import assert from "node:assert/strict";
import { json } from "../../../../sandbox/http/responses.ts";
import { awsClouds, region } from "../support/AwsCloud.ts";
import { TestApi } from "../support/resources.ts";

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

describe("a route to an HTTP backend", () => {
  const clouds = awsClouds();

  it("reaches a stand-in that shows what the backend would be sent", async () => {
    const cloud = clouds();
    const api = await TestApi.create(cloud);
    await api.route("POST /keys/{keyId}", {
      Target: await api.httpTarget("https://backend.example/v1/{keyId}/x?fixed=1"),
    });
    const answer = await cloud.ask("POST", `${api.endpoint}/keys/a%2Fb?y=2`, {
      headers: { authorization: "Bearer t", connection: "keep-alive", "x-mine": "1" },
      body: "hello",
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["x-crosstrust-stand-in"], "true");
    const echo = JSON.parse(answer.body) as Echo;
    const traceId = echo.headers["x-amzn-trace-id"];
    assert.match(traceId ?? "", /^Root=1-/);
    assert.deepEqual(echo, {
      method: "POST",
      url: "https://backend.example/v1/a/b/x?fixed=1&y=2",
      headers: {
        "user-agent": "test",
        authorization: "Bearer t",
        "x-mine": "1",
        host: "backend.example",
        "content-length": "5",
        forwarded: `by=127.0.0.1;for=127.0.0.1;host=${api.apiId}.execute-api.${region}.amazonaws.com;proto=https`,
        via: "HTTP/1.1 AmazonAPIGateway",
        "x-amzn-trace-id": traceId,
      },
      body: "hello",
      isBase64Encoded: false,
    });
  });

  it("adds itself to the hops that a request has behind it, so that a request in a circle grows too large", async () => {
    const api = await TestApi.create(clouds());
    await api.route("GET /keys", { Target: await api.httpTarget("https://backend.example/") });
    const answer = await api.get("/keys", { via: "1.1 first", forwarded: "for=10.0.0.1" });
    const { via, forwarded } = (JSON.parse(answer.body) as Echo).headers;
    assert.equal(via, "1.1 first, HTTP/1.1 AmazonAPIGateway");
    assert.match(forwarded!, /^for=10\.0\.0\.1, by=127\.0\.0\.1;for=127\.0\.0\.1;host=/);
  });

  it("asks a host of the sandbox itself, and passes its answer on", async () => {
    const cloud = clouds({
      hosts: ({ url, method }) =>
        url.hostname === "acme-dev.okta.com"
          ? json(418, { path: url.pathname, method }, { connection: "close" })
          : undefined,
    });
    const api = await TestApi.create(cloud);
    await api.route("GET /status", { Target: await api.httpTarget("https://acme-dev.okta.com/status", "POST") });
    const answer = await api.get("/status");
    assert.equal(answer.status, 418);
    assert.equal(answer.body, '{"path":"/status","method":"POST"}');
    assert.equal(answer.headers["connection"], undefined);
    assert.equal(answer.headers["x-crosstrust-stand-in"], undefined);
  });

  it("fills a greedy variable in, and appends the whole path for $default", async () => {
    const api = await TestApi.create(clouds());
    await api.route("ANY /v1/{proxy+}", { Target: await api.httpTarget("https://backend.example/api/{proxy}") });
    await api.route("$default", { Target: await api.httpTarget("http://other.example/base/") });
    const url = async (path: string) => (JSON.parse((await api.get(path)).body) as Echo).url;
    assert.equal(await url("/v1/a/b%20c"), "https://backend.example/api/a/b%20c");
    assert.equal(await url("/store/checkout?z=1"), "http://other.example/base/store/checkout?z=1");
  });

  it("returns a body that is no text in base64", async () => {
    const cloud = clouds();
    const api = await TestApi.create(cloud);
    await api.route("POST /bytes", { Target: await api.httpTarget("https://backend.example/") });
    const answer = await cloud.ask("POST", `${api.endpoint}/bytes`, { body: Buffer.from([255, 0]) });
    const { body, isBase64Encoded } = JSON.parse(answer.body) as Echo;
    assert.deepEqual({ body, isBase64Encoded }, { body: "/wA=", isBase64Encoded: true });
  });
});

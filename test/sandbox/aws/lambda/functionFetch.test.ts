import assert from "node:assert/strict";
import { json } from "../../../../sandbox/http/responses.ts";
import type { SandboxRequest, SandboxResponse } from "../../../../sandbox/Vendor.ts";
import { type AwsCloud, awsClouds } from "../support/AwsCloud.ts";
import { invokeFunction } from "../support/invokeFunction.ts";
import { allowInvocation, makeFunction, TestApi } from "../support/resources.ts";

/** Runs the event's body, with `early` the answer to what the module asked when it was loaded. */
const source = `
  const early = await fetch("https://vendor.example/early").then((answer) => answer.text());
  export const handler = async ({ body, ...given }) => {
    try {
      const run = new (async () => {}).constructor("early", "given", body);
      return { done: (await run(early, given)) ?? null };
    } catch (error) {
      return { failed: error.name, message: error.message, code: error.cause?.code };
    }
  };`;

describe("what a Lambda function fetches", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let asked: SandboxRequest[];
  let answers: Record<string, SandboxResponse>;

  beforeEach(async () => {
    asked = [];
    answers = { "/early": { status: 200, body: "early" } };
    cloud = clouds({
      hosts: (request) => {
        if (!["vendor.example", "other.example"].includes(request.url.hostname)) return undefined;
        asked.push(request);
        return answers[request.url.pathname] ?? json(404, { path: request.url.pathname });
      },
    });
    await makeFunction(cloud, source);
  });

  async function run(body: string, given: object = {}): Promise<unknown> {
    const { value } = await invokeFunction(cloud, { body, ...given });
    return value;
  }

  it("reaches the sandbox's hosts, whole: method, target, headers, body, status and answer", async () => {
    answers["/a"] = {
      status: 201,
      headers: { "content-type": "application/octet-stream", "x-many": ["a", "b"] },
      body: new Uint8Array([0, 255, 10]),
    };
    const result = await run(`
      const answer = await fetch("https://vendor.example/a?b=%20c", {
        method: "POST", headers: { Authorization: "Bearer x", "content-type": "text/plain" }, body: "h\\u00e9",
      });
      const bytes = [...new Uint8Array(await answer.arrayBuffer())];
      return { early, status: answer.status, ok: answer.ok, url: answer.url, many: answer.headers.get("x-many"), bytes };`);
    assert.deepEqual(result, {
      done: {
        early: "early",
        status: 201,
        ok: true,
        url: "https://vendor.example/a?b=%20c",
        many: "a, b",
        bytes: [0, 255, 10],
      },
    });
    const { method, target, headers, body, url } = asked[1]!;
    assert.deepEqual([method, target, url.href], ["POST", "/a?b=%20c", "https://vendor.example/a?b=%20c"]);
    assert.equal(body.toString("utf8"), "h\u00e9");
    assert.deepEqual(headers, {
      accept: "*/*",
      "user-agent": "node",
      authorization: "Bearer x",
      "content-type": "text/plain",
      host: "vendor.example",
      "content-length": "3",
    });
  });

  it("reads a request made beforehand, and answers without a body", async () => {
    answers["/none"] = { status: 204 };
    const result = await run(`
      const request = new Request(new URL("https://vendor.example/none"), { method: "HEAD" });
      const answer = await fetch(request);
      return [answer.status, answer.body];`);
    assert.deepEqual(result, { done: [204, null] });
    assert.equal(asked[1]!.method, "HEAD");
  });

  const unreachable = { failed: "TypeError", message: "fetch failed", code: "ENETUNREACH" };

  it("does not reach anybody else: a network error, listed among the refusals", async () => {
    for (const url of [
      "https://nobody.example/a",
      "http://vendor.example/",
      "https://vendor.example:8443/",
      "http://127.0.0.1:1/",
    ]) {
      assert.deepEqual(await run("return (await fetch(given.url)).status", { url }), unreachable, url);
    }
    assert.equal(asked.length, 1);
    assert.deepEqual(
      cloud.refusals.map(({ host, method, path }) => [host, method, path]),
      [
        ["nobody.example", "GET", "/a"],
        ["vendor.example", "GET", "/"],
        ["vendor.example", "GET", "/"],
        ["127.0.0.1", "GET", "/"],
      ],
    );
    assert.equal(cloud.refusals[0]!.reason, "unknown host, asked for by a function");
  });

  it("refuses what fetch refuses", async () => {
    for (const url of ["no url", "https://user:password@vendor.example/"]) {
      const failed = (await run("return (await fetch(given.url)).status", { url })) as { failed: string };
      assert.equal(failed.failed, "TypeError");
    }
    assert.equal(asked.length, 1);
  });

  it("follows redirects, across hosts without the credentials", async () => {
    answers["/from"] = { status: 302, headers: { location: "https://other.example/to" } };
    answers["/to"] = json(200, { here: true });
    const result = await run(`
      const answer = await fetch("https://vendor.example/from", {
        method: "POST", body: "secret", headers: { authorization: "Bearer x", cookie: "a=b", "x-other": "y" },
      });
      return [answer.url, answer.redirected, await answer.json()];`);
    assert.deepEqual(result, { done: ["https://other.example/to", true, { here: true }] });
    const { method, headers, body } = asked[2]!;
    assert.deepEqual([method, body.length], ["GET", 0]);
    assert.deepEqual([headers["authorization"], headers["cookie"], headers["x-other"]], [undefined, undefined, "y"]);
    assert.equal(headers["content-type"], undefined);
  });

  it("hands a redirect over, or fails by it, where it is told to, and does not run in circles", async () => {
    answers["/from"] = { status: 307, headers: { location: "/from" } };
    const manual = `const answer = await fetch("https://vendor.example/from", { redirect: "manual" });
      return [answer.status, answer.headers.get("location")];`;
    assert.deepEqual(await run(manual), { done: [307, "/from"] });
    const error = `return (await fetch("https://vendor.example/from", { redirect: "error" })).status`;
    assert.deepEqual(await run(error), unreachable);
    assert.deepEqual(await run(`return (await fetch("https://vendor.example/from")).status`), unreachable);
    assert.equal(asked.length, 1 + 1 + 1 + 21);
  });

  it("is given up when its caller says so", async () => {
    const pending = Promise.withResolvers<SandboxResponse>();
    const slow = clouds({
      hosts: ({ url }) => (url.pathname === "/early" ? { status: 200 } : pending.promise),
    });
    await makeFunction(slow, source);
    const body = `return (await fetch("https://vendor.example/slow", { signal: AbortSignal.timeout(50) })).status`;
    const { value } = await invokeFunction(slow, { body });
    assert.equal((value as { failed: string }).failed, "TimeoutError");
    pending.resolve({ status: 200 });
    const before = `const signal = AbortSignal.abort(); return (await fetch("https://vendor.example/a", { signal })).status`;
    assert.equal(((await invokeFunction(slow, { body: before })).value as { failed: string }).failed, "AbortError");
    assert.deepEqual((await invokeFunction(slow, { body: "return 1" })).value, { done: 1 });
  });

  it("may be the function's own API, and ends where functions call each other without end", async () => {
    const loop = clouds();
    // Its time is up before it has heard of its fifth self, for no more than four run at once.
    const recursive = `export const handler = async ({ rawPath, headers }) => {
      const depth = Number(rawPath.slice(1));
      if (depth === 0) return { depth };
      const answer = await fetch("https://" + headers.host + "/" + (depth - 1)).catch(() => undefined);
      return { depth, inner: answer && (await answer.json()) };
    };`;
    const api = await TestApi.create(loop);
    const target = await api.lambdaTarget(await makeFunction(loop, recursive, { Timeout: 3 }));
    await allowInvocation(loop, api.apiId);
    await api.route("GET /{depth}", { Target: target });
    const answer = await api.get("/2");
    assert.deepEqual(JSON.parse(answer.body), { depth: 2, inner: { depth: 1, inner: { depth: 0 } } });
    assert.equal((await api.get("/1000")).status, 500);
    assert.deepEqual(JSON.parse((await api.get("/0")).body), { depth: 0 });
  });
});

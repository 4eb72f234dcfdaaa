import assert from "node:assert/strict";
import { type GraphErrorBody, GraphTenant } from "./support/graphTenant.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("Microsoft Graph's refusals", () => {
  it("have Graph's form, with the ids of the request", async () => {
    const tenant = new GraphTenant();
    const { headers, body } = await tenant.call<GraphErrorBody>("GET", "/v1.0/users/nobody@acme.example");
    const requestId = String(headers["request-id"]);
    assert.match(requestId, uuid);
    assert.equal(headers["content-type"], "application/json");
    assert.deepEqual(body, {
      error: {
        code: "Request_ResourceNotFound",
        message:
          "Resource 'nobody@acme.example' does not exist or one of its queried reference-property objects are not present.",
        innerError: { date: "2026-01-02T03:04:05", "request-id": requestId, "client-request-id": requestId },
      },
    });
  });

  it("repeat the client's own id of the request", async () => {
    const tenant = new GraphTenant();
    const { headers } = await tenant.call("GET", "/v1.0/users", undefined, { "client-request-id": "my-own" });
    assert.equal(headers["client-request-id"], "my-own");
    assert.notEqual(headers["request-id"], "my-own");
  });

  for (const [method, path, status, code, message] of [
    ["GET", "/v1.0/teapots", 400, "BadRequest", "Resource not found for the segment 'teapots'."],
    ["GET", "/v2.0/users", 400, "BadRequest", "Resource not found for the segment 'users'."],
    ["PUT", "/v1.0/users", 405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target."],
    [
      "PUT",
      "/v1.0/applications/6a2b1c3d-0000-4000-8000-000000000000/logo",
      400,
      "BadRequest",
      "Resource not found for the segment 'logo'.",
    ],
  ] as const) {
    it(`answer to what is not there (${method} ${path}), and it is listed`, async () => {
      const tenant = new GraphTenant();
      assert.deepEqual(await tenant.refusal(method, path), { status, code, message });
      const reason = "the sandbox's Microsoft Graph has no such operation";
      assert.deepEqual(tenant.refusals, [{ host: "graph.microsoft.com", method, path, reason }]);
    });
  }

  it("answer to query options that the sandbox does not know, and these are listed", async () => {
    const tenant = new GraphTenant();
    const { status, code } = await tenant.refusal("GET", "/v1.0/users?$expand=manager");
    assert.deepEqual([status, code], [501, "notSupported"]);
    assert.deepEqual(
      tenant.refusals.map(({ reason }) => reason),
      ["the query option $expand"],
    );
  });

  for (const [body, message] of [
    [
      "not json",
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    ],
    [
      "[]",
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    ],
  ] as const) {
    it(`answer to a body that is no object: ${body}`, async () => {
      assert.deepEqual(await new GraphTenant().refusal("POST", "/v1.0/applications", body), {
        status: 400,
        code: "BadRequest",
        message,
      });
    });
  }

  it("are what was asked for, once", async () => {
    const tenant = new GraphTenant();
    tenant.faults.set("createApplication", 429);
    const { status, headers, body } = await tenant.call<GraphErrorBody>("POST", "/v1.0/applications", {
      displayName: "Orders",
    });
    assert.deepEqual([status, headers["retry-after"], body.error.code], [429, "1", "TooManyRequests"]);
    assert.deepEqual(Object.values(tenant.directory.applications).length, 1);
    await tenant.createApplication();
    tenant.faults.set("listUsers", 503);
    assert.deepEqual(await tenant.refusal("GET", "/beta/users"), {
      status: 503,
      code: "Service_ServiceUnavailable",
      message: "The service is temporarily unavailable.",
    });
  });
});

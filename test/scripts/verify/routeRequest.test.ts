import assert from "node:assert/strict";
import { routeRequest } from "../../../scripts/lib/verify/routeRequest.ts";
import type { ApiModel, RouteModel, RouteProbe } from "../../../trust/TrustModel.ts";

function apiOf(...keys: readonly string[]): ApiModel {
  const routes = keys.map((key) => routeOf(key));
  return { routes, functions: {}, accessLogs: { retentionDays: 30 }, sharesTokensWith: [] };
}

function routeOf(key: string, probe?: RouteProbe): RouteModel {
  return { key, access: { kind: "public" }, backend: { kind: "lambda", function: "f" }, ...(probe ? { probe } : {}) };
}

/** `METHOD /path` of the request for the first of some routes. */
function requestFor(...keys: readonly string[]): string | undefined {
  const api = apiOf(...keys);
  const request = routeRequest(api, api.routes[0]!);
  return request && `${request.method} ${request.path}`;
}

describe("routeRequest", () => {
  it("fills path variables in", () => {
    assert.equal(requestFor("GET /keys/{keyId}/uses/{use}"), "GET /keys/crosstrust-probe/uses/crosstrust-probe");
  });

  it("takes a method of ANY that has no route of its own", () => {
    assert.equal(requestFor("ANY /keys", "GET /keys"), "HEAD /keys");
    assert.equal(requestFor("ANY /keys", "GET /keys", "HEAD /keys"), "POST /keys");
  });

  it("goes past more specific routes to a greedy one and to $default", () => {
    assert.equal(requestFor("GET /{proxy+}", "GET /{id}"), "GET /crosstrust-probe/crosstrust-probe");
    assert.equal(requestFor("$default", "ANY /{id}"), "GET /crosstrust-probe/crosstrust-probe");
  });

  it("asks for the path of the root", () => {
    assert.equal(requestFor("GET /", "$default"), "GET /");
  });

  it("finds no request where others take every one", () => {
    assert.equal(requestFor("$default", "ANY /{proxy+}"), undefined);
  });

  it("lets GET and HEAD be admitted, and others only with a probe", () => {
    const mayBeAdmitted = (route: RouteModel): boolean | undefined =>
      routeRequest({ ...apiOf(), routes: [route] }, route)?.mayBeAdmitted;
    assert.equal(mayBeAdmitted(routeOf("GET /keys")), true);
    assert.equal(mayBeAdmitted(routeOf("HEAD /keys")), true);
    assert.equal(mayBeAdmitted(routeOf("POST /keys")), false);
    assert.equal(mayBeAdmitted(routeOf("DELETE /keys/{id}")), false);
    assert.equal(mayBeAdmitted(routeOf("POST /keys", { body: "{}" })), true);
  });

  it("takes a probe's path, method, body and status as they are", () => {
    const probe = {
      path: "/keys/42?dry=1",
      method: "PUT",
      body: "{}",
      contentType: "application/json",
      expectStatus: 202,
    };
    const route = routeOf("ANY /keys/{id}", probe);
    assert.deepEqual(routeRequest({ ...apiOf(), routes: [route] }, route), {
      method: "PUT",
      path: "/keys/42?dry=1",
      headers: { "content-type": "application/json" },
      body: "{}",
      expectStatus: 202,
      mayBeAdmitted: true,
    });
  });
});

import assert from "node:assert/strict";
import type { Route } from "../../../../sandbox/aws/apigatewayv2/HttpApi.ts";
import { selectRoute } from "../../../../sandbox/aws/execute-api/selectRoute.ts";

const routes = (...keys: string[]): Route[] =>
  keys.map((routeKey) => ({ routeId: routeKey, routeKey, apiKeyRequired: false, authorizationType: "NONE" }));

function select(keys: string[], method: string, path: string) {
  const selected = selectRoute(routes(...keys), method, path);
  return selected && [selected.route.routeKey, selected.pathParameters];
}

describe("selectRoute", () => {
  const guide = ["$default", "ANY /{proxy+}", "GET /pets/{proxy+}", "GET /pets/dog/{id}", "GET /pets/dog/1"];

  it("decides the guide's examples as the guide does, whatever the routes' order", () => {
    for (const keys of [guide, guide.toReversed()]) {
      assert.deepEqual(select(keys, "GET", "/pets/dog/1"), ["GET /pets/dog/1", {}]);
      assert.deepEqual(select(keys, "GET", "/pets/dog/2"), ["GET /pets/dog/{id}", { id: "2" }]);
      assert.deepEqual(select(keys, "GET", "/pets/cat/1"), ["GET /pets/{proxy+}", { proxy: "cat/1" }]);
      assert.deepEqual(select(keys, "POST", "/test/5"), ["ANY /{proxy+}", { proxy: "test/5" }]);
      assert.deepEqual(select(keys, "GET", "/"), ["$default", {}]);
    }
  });

  it("prefers a method over ANY, and a literal part over a variable before that", () => {
    assert.deepEqual(select(["ANY /a", "GET /a"], "GET", "/a"), ["GET /a", {}]);
    assert.deepEqual(select(["ANY /a", "GET /a"], "PUT", "/a"), ["ANY /a", {}]);
    assert.deepEqual(select(["GET /{x}", "ANY /a"], "GET", "/a"), ["ANY /a", {}]);
    assert.deepEqual(select(["GET /{x}/b", "GET /a/{y}"], "GET", "/a/b"), ["GET /a/{y}", { y: "b" }]);
  });

  it("finds nothing for another method, another case, a trailing slash or too few parts", () => {
    assert.equal(select(["GET /a"], "HEAD", "/a"), undefined);
    assert.equal(select(["GET /a"], "GET", "/A"), undefined);
    assert.equal(select(["GET /a"], "GET", "/a/"), undefined);
    assert.equal(select(["GET /{x}"], "GET", "/"), undefined);
    assert.equal(select(["GET /a/{x+}"], "GET", "/a"), undefined);
  });

  it("does not let an encoded slash or dots reach another route", () => {
    const keys = ["GET /public/{x}", "GET /private/keys"];
    assert.deepEqual(select(keys, "GET", "/public/..%2Fprivate%2Fkeys"), ["GET /public/{x}", { x: "../private/keys" }]);
    assert.equal(select(keys, "GET", "/public/../private/keys"), undefined);
    assert.deepEqual(select(["$default"], "GET", "/%E0%A4%A"), ["$default", {}]);
  });

  it("decodes path parameters", () => {
    assert.deepEqual(select(["GET /{x}"], "GET", "/a%20b%25"), ["GET /{x}", { x: "a b%" }]);
  });
});

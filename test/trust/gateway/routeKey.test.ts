import assert from "node:assert/strict";
import { parseRouteKey, routeShape } from "../../../trust/gateway/routeKey.ts";

describe("parseRouteKey", () => {
  it("takes a key apart", () => {
    assert.deepEqual(parseRouteKey("GET /keys/{key.Id}/{rest:_-+}"), {
      method: "GET",
      segments: [
        { kind: "literal", text: "keys" },
        { kind: "parameter", name: "key.Id" },
        { kind: "greedy", name: "rest:_-" },
      ],
    });
    assert.deepEqual(parseRouteKey("ANY /"), { method: "ANY", segments: [] });
    assert.deepEqual(parseRouteKey("$default"), { method: "ANY", segments: undefined });
  });

  const faults: readonly (readonly [key: string, kind: string])[] = [
    ["", "form"],
    ["GET", "form"],
    ["GET  /a", "form"],
    ["TRACE /a", "form"],
    ["GET a", "form"],
    ["GET /a/", "segment"],
    ["GET /a~b", "segment"],
    ["GET /%20", "segment"],
    ["GET /{}", "segment"],
    ["GET /{a+}/b", "greedy"],
    ["GET /{a}/{a+}", "names"],
  ];
  for (const [key, kind] of faults) {
    it(`finds a fault of the kind ${kind} in ${JSON.stringify(key)}`, () => {
      const parsed = parseRouteKey(key);
      assert.ok("message" in parsed);
      assert.equal(parsed.kind, kind);
    });
  }
});

describe("routeShape", () => {
  const shapeOf = (key: string): string | undefined => {
    const parsed = parseRouteKey(key);
    return "message" in parsed ? undefined : routeShape(parsed);
  };

  it("is the same for routes that differ in their parameters' names alone", () => {
    assert.equal(shapeOf("GET /a/{b}/{c+}"), shapeOf("GET /a/{x}/{y+}"));
  });

  it("differs with the method, the literal segments, and the parameters' kinds", () => {
    const keys = ["$default", "GET /", "ANY /", "GET /a", "GET /{a}", "GET /{a+}", "GET /a/{b}", "GET /{a}/b"];
    assert.equal(new Set(keys.map(shapeOf)).size, keys.length);
  });
});

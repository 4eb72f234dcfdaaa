import assert from "node:assert/strict";
import { selectRoute } from "../../../trust/gateway/selectRoute.ts";

function select(keys: readonly string[], method: string, path: string) {
  const routes = keys.map((key) => ({ key }));
  const selected = selectRoute(routes, ({ key }) => key, method, path);
  return selected && [selected.route.key, selected.pathParameters];
}

describe("selectRoute", () => {
  const guide = ["$default", "ANY /{proxy+}", "GET /pets/{proxy+}", "GET /pets/dog/{id}", "GET /pets/dog/1"];

  it("decides the guide's examples as the guide does, whatever the routes' order", () => {
    for (const keys of [guide, guide.toReversed()]) {
      assert.deepEqual(select(keys, "GET", "/pets/dog/1"), ["GET /pets/dog/1", {}]);
      assert.deepEqual(select(keys, "GET", "/pets/dog/2"), ["GET /pets/dog/{id}", { id: "2" }]);
      assert.deepEqual(select(keys, "GET", "/pets/cat/1"), ["GET /pets/{proxy+}", { proxy: "cat/1" }]);
      assert.deepEqual(select(keys, "POST", "/test/5"), ["ANY /{proxy+}", { proxy: "test/5" }]);
    }
  });

  it("prefers a full match to a greedy one, even where that has more literal segments", () => {
    const keys = ["GET /pets/{proxy+}", "GET /{kind}/dog", "$default"];
    assert.deepEqual(select(keys, "GET", "/pets/dog"), ["GET /{kind}/dog", { kind: "pets" }]);
    assert.deepEqual(select(keys, "GET", "/pets/dog/1"), ["GET /pets/{proxy+}", { proxy: "dog/1" }]);
    assert.deepEqual(select(keys, "POST", "/pets/dog"), ["$default", {}]);
    assert.deepEqual(select(["GET /{a}/{b}/{c}", "GET /x/y/{z+}"], "GET", "/x/y/1"), [
      "GET /{a}/{b}/{c}",
      { a: "x", b: "y", c: "1" },
    ]);
  });

  it("prefers the longer of two greedy ones", () => {
    const keys = ["GET /a/{x+}", "ANY /a/b/{x+}", "GET /{x+}"];
    assert.deepEqual(select(keys, "GET", "/a/b/c"), ["ANY /a/b/{x+}", { x: "c" }]);
    assert.deepEqual(select(keys, "GET", "/a/b"), ["GET /a/{x+}", { x: "b" }]);
  });

  it("prefers a method over ANY, and a literal segment over a parameter before that", () => {
    assert.deepEqual(select(["ANY /a", "GET /a"], "GET", "/a"), ["GET /a", {}]);
    assert.deepEqual(select(["ANY /a", "GET /a"], "PUT", "/a"), ["ANY /a", {}]);
    assert.deepEqual(select(["GET /{x}", "ANY /a"], "GET", "/a"), ["ANY /a", {}]);
    assert.deepEqual(select(["GET /{x}/b", "GET /a/{y}"], "GET", "/a/b"), ["GET /a/{y}", { y: "b" }]);
  });

  it("finds nothing for another method, another case, a trailing slash or too few segments", () => {
    assert.equal(select(["GET /a"], "HEAD", "/a"), undefined);
    assert.equal(select(["GET /a"], "GET", "/A"), undefined);
    assert.equal(select(["GET /a"], "GET", "/a/"), undefined);
    assert.equal(select(["GET /a/{x}"], "GET", "/a/"), undefined);
    assert.equal(select(["GET /a"], "GET", "/a/b"), undefined);
    assert.equal(select(["GET /a"], "GET", "/"), undefined);
    assert.equal(select(["GET /{x}"], "GET", "/"), undefined);
  });

  it("lets a greedy parameter take a path's last slash, but not the root or a path that ends before it", () => {
    assert.deepEqual(select(["GET /a/{x+}"], "GET", "/a/"), ["GET /a/{x+}", { x: "" }]);
    assert.deepEqual(select(["GET /{x+}"], "GET", "/a/"), ["GET /{x+}", { x: "a/" }]);
    assert.equal(select(["GET /a/{x+}"], "GET", "/a"), undefined);
    assert.equal(select(["GET /{x+}"], "GET", "/"), undefined);
    assert.deepEqual(select(guide, "GET", "/"), ["$default", {}]);
  });

  it("does not let an encoded slash or dots reach another route", () => {
    const keys = ["GET /public/{x}", "GET /private/keys"];
    assert.deepEqual(select(keys, "GET", "/public/..%2Fprivate%2Fkeys"), ["GET /public/{x}", { x: "../private/keys" }]);
    assert.equal(select(keys, "GET", "/public/../private/keys"), undefined);
  });

  it("decodes the path, and takes one that cannot be decoded to $default alone", () => {
    assert.deepEqual(select(["GET /{x}"], "GET", "/a%20b%25"), ["GET /{x}", { x: "a b%" }]);
    assert.deepEqual(select(["GET /{x}", "GET /keys"], "GET", "/%6Beys"), ["GET /keys", {}]);
    assert.deepEqual(select(["GET /{x}", "$default"], "GET", "/%E0%A4%A"), ["$default", {}]);
    assert.equal(select(["GET /{x}"], "GET", "/%E0%A4%A"), undefined);
  });

  it("takes no request to what is not a route key", () => {
    assert.equal(select(["GET a", "/a", "GET /{x+}/a"], "GET", "/a"), undefined);
  });
});

import assert from "node:assert/strict";
import { OperationTable } from "../../../sandbox/http/OperationTable.ts";
import { json } from "../../../sandbox/http/responses.ts";

describe("OperationTable", () => {
  const table = new OperationTable<{ org: string }>()
    .on("POST", "/api/v1/servers/:serverId/scopes/:scopeId", "updateScope", ({ org }, { serverId, scopeId }) =>
      json(200, { org, serverId, scopeId }),
    )
    .on("GET", "/v2/tags/:arn", "GetTags", (_call, { arn }) => json(200, arn))
    .on("DELETE", "/v2/tags/:arn", "UntagResource", (_call, { arn }) => json(204, arn))
    .on("GET", "/files/*", "GetFile", (_call, params) => json(200, params["*"]));

  it("finds the operation with its parameters, and the handler answers with both", async () => {
    const found = table.find("POST", "/api/v1/servers/aus1/scopes/scp2");
    assert.equal(found?.operation, "updateScope");
    assert.deepEqual(found.params, { serverId: "aus1", scopeId: "scp2" });
    assert.deepEqual(await found.handler({ org: "acme" }, found.params), {
      status: 200,
      headers: { "content-type": "application/json" },
      body: '{"org":"acme","serverId":"aus1","scopeId":"scp2"}',
    });
  });

  it("decodes a parameter once, slashes included, and leaves the query alone", () => {
    const arn = "arn:aws:apigateway:eu-central-1::/apis/a1b2c3d4e5";
    assert.deepEqual(table.find("GET", `/v2/tags/${encodeURIComponent(arn)}?tagKeys=a%2Fb`)?.params, { arn });
    assert.deepEqual(table.find("GET", "/v2/tags/a%25b%2541")?.params, { arn: "a%b%41" });
    assert.deepEqual(table.find("GET", "/files/a/b%2Fc")?.params, { "*": "a/b/c" });
  });

  it("takes parameters of the length of an ARN", () => {
    assert.equal(table.find("GET", `/v2/tags/${"a".repeat(2048)}`)?.params["arn"]?.length, 2048);
  });

  it("tells methods, paths and letter cases apart", () => {
    assert.equal(table.find("DELETE", "/v2/tags/x")?.operation, "UntagResource");
    assert.equal(table.find("PUT", "/v2/tags/x"), undefined);
    assert.equal(table.find("get", "/v2/tags/x"), undefined);
    assert.equal(table.find("GET", "/v2/Tags/x"), undefined);
    assert.equal(table.find("GET", "/v2/tags/x/"), undefined);
    assert.equal(table.find("GET", "/v2/tags"), undefined);
  });

  it("finds nothing for what is no path, and does not throw", () => {
    for (const path of ["", "*", "/v2/tags/%zz", "http://other/", "\\v2"]) {
      assert.equal(table.find("GET", path), undefined, path);
    }
  });

  it("names its operations in order, each once", () => {
    const twice = new OperationTable<object>()
      .on("GET", "/b", "listThings", () => json(200, []))
      .on("GET", "/c", "getThing", () => json(200, {}))
      .on("GET", "/d", "getThing", () => json(200, {}));
    assert.deepEqual(twice.operations, ["getThing", "listThings"]);
  });

  it("refuses two operations on the same method and path", () => {
    const one = new OperationTable<object>().on("GET", "/a", "first", () => json(200, {}));
    assert.throws(() => one.on("GET", "/a", "second", () => json(200, {})), /already declared/);
  });
});

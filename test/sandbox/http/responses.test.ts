import assert from "node:assert/strict";
import { empty, json } from "../../../sandbox/http/responses.ts";

describe("responses", () => {
  it("says JSON, unless the vendor has a type of its own", () => {
    assert.deepEqual(json(201, { a: [1, null] }, { "x-one": ["1", "2"] }), {
      status: 201,
      headers: { "content-type": "application/json", "x-one": ["1", "2"] },
      body: '{"a":[1,null]}',
    });
    assert.deepEqual(json(400, {}, { "content-type": "application/x-amz-json-1.1" }).headers, {
      "content-type": "application/x-amz-json-1.1",
    });
  });

  it("has answers without a body", () => {
    assert.deepEqual(empty(204), { status: 204, headers: {} });
  });
});

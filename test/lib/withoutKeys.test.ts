import assert from "node:assert/strict";
import { withoutKeys } from "../../lib/withoutKeys.ts";

describe("withoutKeys", () => {
  it("leaves these keys out, those that are not there too, and the record alone", () => {
    const record = { a: 1, b: 2, c: 3 };
    assert.deepEqual(withoutKeys(record, ["b", "x"]), { a: 1, c: 3 });
    assert.deepEqual(record, { a: 1, b: 2, c: 3 });
  });
});

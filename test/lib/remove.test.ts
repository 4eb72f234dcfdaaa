import assert from "node:assert/strict";
import { remove } from "../../lib/remove.ts";

describe("remove", () => {
  it("takes the first of equal items out, and nothing when there is none", () => {
    const items = ["a", "b", "a", "c"];
    remove(items, "a");
    assert.deepEqual(items, ["b", "a", "c"]);
    remove(items, "x");
    assert.deepEqual(items, ["b", "a", "c"]);
  });
});

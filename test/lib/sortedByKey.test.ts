import assert from "node:assert/strict";
import { sortedByKey } from "../../lib/sortedByKey.ts";

describe("sortedByKey", () => {
  it("sorts by code units, keeps the order of equal keys, and leaves what it was given alone", () => {
    const entries = new Map([
      ["b", 1],
      ["é", 2],
      ["B", 3],
      ["a", 4],
      ["a.b", 5],
    ]);
    assert.deepEqual(
      sortedByKey(entries).map(([key]) => key),
      ["B", "a", "a.b", "b", "é"],
    );
    assert.deepEqual([...entries.keys()], ["b", "é", "B", "a", "a.b"]);
    const twice = [
      ["b", 1],
      ["a", 2],
      ["a", 3],
    ] as const;
    assert.deepEqual(sortedByKey(twice), [twice[1], twice[2], twice[0]]);
  });
});

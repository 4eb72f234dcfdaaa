import assert from "node:assert/strict";
import { mapValues } from "../../lib/mapValues.ts";

describe("mapValues", () => {
  it("changes each value, and keeps the keys in their order", () => {
    const mapped = mapValues({ b: 1, a: 2 }, (value, key) => `${key}${value}`);
    assert.deepEqual(Object.entries(mapped), [
      ["b", "b1"],
      ["a", "a2"],
    ]);
  });

  it("takes __proto__ for a key like any other", () => {
    const mapped = mapValues(JSON.parse('{"__proto__":1}') as Record<string, number>, (value) => value + 1);
    assert.deepEqual(Object.entries(mapped), [["__proto__", 2]]);
  });
});

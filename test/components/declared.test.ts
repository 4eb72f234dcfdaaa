import assert from "node:assert/strict";
import { declared } from "../../components/declared.ts";

describe("declared", () => {
  it("gives what stands under the name", () => {
    assert.equal(declared({ a: 1, b: 2 }, "b"), 2);
  });

  it("stops the program where there is nothing, names that every object has included", () => {
    for (const name of ["c", "constructor", "__proto__"]) {
      assert.throws(() => declared({ a: 1 }, name), { message: `nothing was declared for ${name}` });
    }
  });
});

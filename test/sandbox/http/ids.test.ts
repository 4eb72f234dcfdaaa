import assert from "node:assert/strict";
import { type Alphabet, alphabets, randomId } from "../../../sandbox/http/ids.ts";

describe("randomId", () => {
  it("puts as many random characters behind the prefix as asked for", () => {
    assert.match(randomId("aus", 17), /^aus[A-Za-z0-9]{17}$/);
    assert.match(randomId("", 10, "lowerAlphanumeric"), /^[a-z0-9]{10}$/);
    assert.equal(randomId("x", 0), "x");
  });

  it("draws on the whole of each alphabet and on nothing else", () => {
    for (const name of Object.keys(alphabets) as Alphabet[]) {
      const drawn = [...new Set(randomId("", 5000, name))].sort().join("");
      assert.equal(drawn, alphabets[name].split("").sort().join(""), name);
    }
  });

  it("does not repeat itself", () => {
    const ids = Array.from({ length: 1000 }, () => randomId("0oa", 17));
    assert.equal(new Set(ids).size, ids.length);
  });
});

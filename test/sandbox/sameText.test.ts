import assert from "node:assert/strict";
import { sameText } from "../../sandbox/sameText.ts";

describe("comparing secrets", () => {
  it("tells the same from others, of any length", () => {
    assert.equal(sameText("secret", "secret"), true);
    assert.equal(sameText("secret", "Secret"), false);
    assert.equal(sameText("secret", "secret-and-more"), false);
    assert.equal(sameText("", ""), true);
  });
});

import assert from "node:assert/strict";
import { oneLine } from "../../../scripts/lib/markdown/oneLine.ts";

describe("oneLine", () => {
  for (const [name, text, line] of [
    ["line breaks of every kind", "a\nb\r\nc\u2028d\te\u0085f", "a b c d e f"],
    ["terminals' colours and links", "a\u001b[31mb\u001b[0m \u001b]8;;https://x\u0007c", "ab c"],
    ["characters that turn the direction", "a\u202eb\u2066c\u200fd", "a\ufffdb\ufffdc\ufffdd"],
    ["characters that nobody sees", "ad\u200bmin\ufeff\u00ad\u3164\u{e0041}", "ad\ufffdmin\ufffd\ufffd\ufffd\ufffd"],
    ["control characters", "a\u0000b\u0008", "a\ufffdb\ufffd"],
    ["half a character", "\ud800x", "\ufffdx"],
    ["letters of all scripts, and signs", "Ünïcode 名前 العربية 😀 ⚠", "Ünïcode 名前 العربية 😀 ⚠"],
  ] as const) {
    it(`shows ${name}`, () => assert.equal(oneLine(text, 100), line));
  }

  it("cuts at whole characters, and only what is longer", () => {
    assert.equal(oneLine("😀😀😀😀", 3), "😀😀…");
    assert.equal(oneLine("abc", 3), "abc");
    assert.equal(oneLine("x".repeat(1_000_000), 10), `${"x".repeat(9)}…`);
    assert.equal(oneLine("x".repeat(1_000)).length, 1_000);
  });
});

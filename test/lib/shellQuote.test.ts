import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { shellQuote } from "../../lib/shellQuote.ts";

describe("shellQuote", () => {
  it("leaves a plain word as it is", () => {
    assert.equal(shellQuote("/tmp/a-b_c.d:8080@x%20,y=z+1"), "/tmp/a-b_c.d:8080@x%20,y=z+1");
  });

  it("makes one word of every text, as a shell reads it", () => {
    const texts = ["", " ", "it's", '$HOME "`id`" \\ !', "a\nb", "-n", "*", "~", "#x", "grüße"];
    const script = texts.map((text) => `printf '%s\\0' ${shellQuote(text)}`).join("\n");
    assert.deepEqual(execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0"), [...texts, ""]);
  });
});

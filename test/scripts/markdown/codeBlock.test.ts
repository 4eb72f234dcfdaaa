import assert from "node:assert/strict";
import { codeBlock } from "../../../scripts/lib/markdown/codeBlock.ts";

describe("codeBlock", () => {
  it("keeps lines and their indentation, and is never closed by one of them", () => {
    assert.equal(codeBlock(["a\n  b", "```", "c\td"], 1_000), "````text\na\n  b\n```\nc    d\n````");
  });

  it("shows no colour, no comment, and nothing that turns or hides a text", () => {
    assert.equal(codeBlock(["a\u001b[1mb <!-- x -->\u202ec"], 100), "```text\nab <! -- x -->\ufffdc\n```");
  });

  it("is cut by whole lines, which are counted", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const shown = lines.slice(0, 10).join("\n");
    assert.equal(codeBlock(lines, 70), `\`\`\`text\n${shown}\n… and 90 more lines\n\`\`\``);
    assert.equal(codeBlock(["a", "b"], 2), "```text\na\n… and 1 more line\n```");
  });

  it("cuts a line that is too long by itself", () => {
    const [, line = ""] = codeBlock(["😀".repeat(10_000_000)], 12_000).split("\n");
    assert.equal(line, `${"😀".repeat(500)}…`);
  });
});

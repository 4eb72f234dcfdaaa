import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { codeSpan, escapeMarkdown } from "../../../scripts/lib/markdown/escapeMarkdown.ts";

const gap = "\u200b";

describe("escapeMarkdown", () => {
  for (const [name, text, escaped] of [
    ["words as they are", "The scope keys.read, 3 of 4", "The scope keys.read, 3 of 4"],
    ["formatting", "*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"],
    ["HTML and entities", "<img src=x> &lt;", "&lt;img src=x&gt; &amp;lt;"],
    ["links and images", "![a](b)", "\\!\\[a\\]\\(b\\)"],
    ["a table's bars", "a|b", "a\\|b"],
    ["a mention", "@octocat", `@${gap}octocat`],
    ["a reference to an issue", "#12 and GH-3", `\\#${gap}12 and GH${gap}\\-3`],
    ["a URL", "https://evil.example and www.evil.example", `https:${gap}//evil.example and www${gap}.evil.example`],
    ["a list's number at the start", "1. a", "1\\. a"],
    ["line breaks and control characters", "a\n# b\u0000\r\u2028c", `a \\#${gap} b\ufffd c`],
    ["characters that turn the direction", "a\u202eb\u200bc", "a\ufffdb\ufffdc"],
    ["a mention of a team", "@acme/security", `@${gap}acme/security`],
    ["an emoji's name and a formula", ":tada: $x^2$", `:${gap}tada: \\$x\\^2\\$`],
    ["a comment", "<!-- x -->", "&lt;\\!\\-\\- x \\-\\-&gt;"],
    ["what closes a block", "</details>", "&lt;/details&gt;"],
  ] as const) {
    it(`writes ${name}`, () => assert.equal(escapeMarkdown(text), escaped));
  }

  it("cuts before it escapes, so that no escape is cut", () => {
    assert.equal(escapeMarkdown("*".repeat(100), 3), "\\*\\*…");
  });
});

describe("codeSpan", () => {
  for (const [name, text, span] of [
    ["a value", "keys.read", "`keys.read`"],
    ["backticks inside", "a`b``c", "```a`b``c```"],
    ["backticks at an end", "`a", "`` `a ``"],
    ["blanks at both ends", " a ", "`a`"],
    ["nothing", "", "(empty)"],
    ["nothing but line breaks", "\n", "(empty)"],
    ["a marker", "<!-- crosstrust preview dev -->", "`<! -- crosstrust preview dev -->`"],
    ["line breaks", "a\n\nb", "`a b`"],
    ["a mention and HTML, which are neither in code", "@a <b>", "`@a <b>`"],
  ] as const) {
    it(`writes ${name}`, () => assert.equal(codeSpan(text), span));
  }
});

import assert from "node:assert/strict";
import { block, code, oneLine, prose } from "../../../scripts/lib/preview/markdownText.ts";

const zeroWidth = "\u200b";

describe("texts of others in a comment", () => {
  it("stay in one line, whatever they hold", () => {
    assert.equal(oneLine("a\nb\r\nc\u2028d\te\u001b[31mf\u001b[0m", 100), "a b c d ef");
    assert.equal(oneLine("a\u202eb\u200bc\ufeff", 100), "a b c");
    assert.equal(oneLine("\ud800x", 100), "\ufffdx");
  });

  it("are cut at whole characters", () => {
    assert.equal(oneLine("😀😀😀😀", 3), "😀😀…");
    assert.equal(oneLine("abc", 3), "abc");
    assert.equal(oneLine("x".repeat(1_000_000), 10), `${"x".repeat(9)}…`);
  });

  it("as code have a fence that is longer than theirs", () => {
    assert.equal(code("keys.read"), "`keys.read`");
    assert.equal(code("a`b"), "``a`b``");
    assert.equal(code("```js"), "```` ```js ````");
    assert.equal(code(""), "(empty)");
    assert.equal(code("\n"), "(empty)");
    assert.equal(code("<!-- crosstrust preview production -->"), "`<! -- crosstrust preview production -->`");
    assert.equal(code("@everyone <b>"), "`@everyone <b>`");
  });

  it("as prose are no markup, no link, no mention and no reference", () => {
    assert.equal(
      prose("**b** _i_ `c` [l](u) ![i](u) ~s~ # h | t"),
      "\\*\\*b\\*\\* \\_i\\_ \\`c\\` \\[l\\]\\(u\\) \\!\\[i\\]\\(u\\) \\~s\\~ \\# h \\| t",
    );
    assert.equal(prose("<img src=x> & <!-- -->"), "&lt;img src=x&gt; &amp; &lt;\\!\\-\\- \\-\\-&gt;");
    assert.equal(prose("@acme/security"), `@${zeroWidth}acme/security`);
    assert.equal(prose("fixes #12 and gh-3"), `fixes \\#${zeroWidth}12 and gh\\-${zeroWidth}3`);
    assert.equal(
      prose("https://evil.example www.evil.example"),
      `https:${zeroWidth}//evil.example www${zeroWidth}.evil.example`,
    );
    assert.equal(prose(":tada:"), `:${zeroWidth}tada:`);
    assert.equal(prose("1. one\n2. two"), "1\\. one 2. two");
  });

  it("as a block keep their lines and close it themselves never", () => {
    assert.equal(block(["a\n  b", "```", "c"], 1_000), "````text\na\n  b\n```\nc\n````");
    assert.equal(block(["a\u001b[1mb <!-- x -->"], 100), "```text\nab <! -- x -->\n```");
  });

  it("as a block are cut by whole lines, which are counted", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const cut = block(lines, 70);
    assert.equal(
      cut,
      "```text\nline 0\nline 1\nline 2\nline 3\nline 4\nline 5\nline 6\nline 7\nline 8\nline 9\n… and 90 more lines\n```",
    );
    assert.ok(block(["x".repeat(10_000_000)], 12_000).length < 12_000);
  });
});

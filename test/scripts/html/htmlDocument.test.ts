import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { html } from "../../../scripts/lib/html/html.ts";
import { htmlDocument } from "../../../scripts/lib/html/htmlDocument.ts";

const policyOf = (page: string): readonly string[] =>
  // The quotes of its keywords are escaped, as in every attribute.
  /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!.replaceAll("&#39;", "'").split("; ");
const within = (tag: string, page: string): string => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)![1]!;
const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("htmlDocument", () => {
  const body = html`<main><h1>${"A < B"}</h1></main>`;

  it("lets its own style and script count, byte for byte, and nothing else load, run or be sent", () => {
    const page = htmlDocument({ title: "T", style: "h1 { margin: 0 }\n", script: "void 0;\n", body });
    assert.deepEqual(policyOf(page), [
      "default-src 'none'",
      `style-src ${hashOf(within("style", page))}`,
      `script-src ${hashOf(within("script", page))}`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    assert.deepEqual([within("style", page), within("script", page)], ["h1 { margin: 0 }\n", "void 0;\n"]);
  });

  it("permits no script where it has none", () => {
    const page = htmlDocument({ title: "T", style: "", body });
    assert.ok(!page.includes("<script"));
    assert.ok(policyOf(page).every((part) => !part.startsWith("script-src")));
  });

  it("escapes the title, and tells no other page where it was", () => {
    const page = htmlDocument({ title: "</title><script>", style: "", body });
    assert.equal(within("title", page), "&#60;/title&#62;&#60;script&#62;");
    assert.ok(page.includes('<meta name="referrer" content="no-referrer" />'));
    assert.ok(page.includes("<h1>A &#60; B</h1>"));
  });
});

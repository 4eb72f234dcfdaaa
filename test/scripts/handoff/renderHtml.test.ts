import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { type HandoffSheet, plain, secretField } from "../../../scripts/lib/handoff/HandoffSheet.ts";
import { renderHtml } from "../../../scripts/lib/handoff/renderHtml.ts";

const sheet: HandoffSheet = {
  name: "a<b",
  system: 'A "system" & more',
  sections: [
    {
      title: "First <script>alert(1)</script>",
      fields: [plain("URL", "https://a.example/?x=1&y=<2>"), secretField("Secret", "hidden-value", false)],
      steps: ["Run `npm run up -- --stack <s>`.", "Then click Save."],
    },
    { title: "Second", fields: [], steps: ["Look."] },
  ],
  trial: { command: `curl 'https://a.example/?a=1&b=2' -d "<x>"`, answer: "a <token>" },
  notes: ["Note `code` & <b>."],
};

type Element = DefaultTreeAdapterTypes.Element;

/** Elements of a page by their name, as a browser reads it, with their text. */
function elements(page: string, name: string): readonly { readonly text: string; readonly attributes: object }[] {
  const found: { text: string; attributes: object }[] = [];
  const textOf = (node: DefaultTreeAdapterTypes.Node): string =>
    "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if (!("childNodes" in node)) return;
    if ((node as Element).tagName === name) {
      const attributes = Object.fromEntries((node as Element).attrs.map((one) => [one.name, one.value]));
      found.push({ text: textOf(node), attributes });
    }
    node.childNodes.forEach(visit);
  };
  visit(parse(page));
  return found;
}

const texts = (page: string, name: string): readonly string[] => elements(page, name).map(({ text }) => text);

describe("renderHtml", () => {
  const page = renderHtml(sheet);

  it("shows every value as it is, whatever markup it looks like", () => {
    assert.deepEqual(texts(page, "script"), []);
    assert.deepEqual(texts(page, "title"), ['a<b: A "system" & more']);
    assert.deepEqual(texts(page, "h1"), ['A "system" & more']);
    assert.deepEqual(texts(page, "h2"), ["First <script>alert(1)</script>", "Second", "Try the values"]);
    assert.deepEqual(texts(page, "td"), ["https://a.example/?x=1&y=<2>", "•••••••• (masked)"]);
    assert.deepEqual(texts(page, "pre"), [sheet.trial!.command]);
    assert.deepEqual(texts(page, "code"), [
      "code",
      "https://a.example/?x=1&y=<2>",
      "npm run up -- --stack <s>",
      sheet.trial!.command,
    ]);
  });

  it("has a box to tick for each step, labelled by it", () => {
    const boxes = elements(page, "input").map(({ attributes }) => attributes);
    const labels = elements(page, "label");
    assert.deepEqual(
      boxes,
      labels.map(({ attributes }) => ({ type: "checkbox", id: (attributes as { for: string }).for })),
    );
    assert.deepEqual(
      labels.map(({ text }) => text),
      ["Run npm run up -- --stack <s>.", "Then click Save.", "Look."],
    );
    assert.equal(new Set(labels.map(({ attributes }) => (attributes as { for: string }).for)).size, 3);
  });

  it("has headed tables and one heading for each section", () => {
    assert.deepEqual(
      elements(page, "th").map(({ text, attributes }) => [text, (attributes as { scope: string }).scope]),
      [
        ["Field", "col"],
        ["Value", "col"],
        ["URL", "row"],
        ["Secret", "row"],
      ],
    );
    assert.deepEqual(
      elements(page, "section").map(({ attributes }) => attributes),
      elements(page, "h2").map(({ attributes }) => ({ "aria-labelledby": (attributes as { id: string }).id })),
    );
    assert.deepEqual(elements(page, "html")[0]?.attributes, { lang: "en" });
  });

  it("needs nothing from anywhere: its style stands in it, and its policy lets nothing else in", () => {
    const [style = ""] = texts(page, "style");
    const hash = createHash("sha256").update(style).digest("base64");
    const metas = elements(page, "meta").map(({ attributes }) => attributes as Record<string, string>);
    assert.equal(
      metas.find((meta) => meta["http-equiv"] === "Content-Security-Policy")?.["content"],
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    assert.deepEqual(
      elements(page, "link").map(({ attributes }) => (attributes as { href: string }).href),
      ["data:,"],
    );
    assert.doesNotMatch(style, /url\(|@import/);
  });

  it("prints: paper, boxes and where pages break are told", () => {
    const [style = ""] = texts(page, "style");
    assert.match(style, /@page \{/);
    assert.match(style, /@media print \{[^]*section \{[^}]*break-inside: avoid/);
  });
});

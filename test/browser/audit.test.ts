import assert from "node:assert/strict";
import { auditPage, Chromium } from "./support/Chromium.ts";

const good = `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>T</title></head>
<body><main><h1>T</h1><label for="a">A</label><input id="a"><button>Go</button></main></body></html>`;

describe("the audit of a page, in Chromium", function () {
  this.timeout(120_000);
  let chromium: Chromium;
  before(async function () {
    chromium = await Chromium.start(this);
  });
  afterEach(async () => chromium.closeTabs());
  after(async () => (chromium as Chromium | undefined)?.close());

  it("finds nothing in a page that has what it needs", async () => {
    const { page } = await chromium.open();
    await page.setContent(good);
    assert.deepEqual(await auditPage(page), []);
  });

  const faults: Readonly<Record<string, readonly [part: string, instead: string]>> = {
    "the document says no language": [' lang="en"', ""],
    "the document has no title": ["<title>T</title>", ""],
    "not one h1, before all other headings": ["<h1>T</h1>", "<h2>T</h2>"],
    "a heading leaves out a level: <h3> U": ["</h1>", "</h1><h3>U</h3>"],
    "not one main part": ["<body><main>", "<body><div>"],
    "no viewport for phones": ["width=device-width", "width=1024"],
    "two elements have the id a": ["<button", '<button id="a"'],
    "a field has no label: <input id=a>": ["<label", "<span"],
    "a field is wrong, and nothing tied to it says why: <input id=a>": ["<input", '<input aria-invalid="true"'],
    "a control has no name: <button>": ["<button>Go", "<button>"],
    "an image has no text: <img>": ["<button", '<img src="data:," width="9" height="9"><button'],
    "the order of focus is bent: <button> Go": ["<button", '<button tabindex="1"'],
    "a contrast of 2.85: <p> x": ["</h1>", '</h1><p style="color:#999">x</p>'],
    "a contrast of 1.00: <p> x": ["</h1>", '</h1><p style="color:#fff">x</p>'],
    "the page is 2000 wide where 360 are to be seen": [
      "</h1>",
      '</h1><div style="position:absolute;left:0;width:2000px">x</div>',
    ],
  };
  for (const [fault, [part, instead]] of Object.entries(faults)) {
    it(`finds: ${fault}`, async () => {
      const { page } = await chromium.open({ width: 360 });
      await page.setContent(good.replace(part, instead));
      assert.deepEqual(
        (await auditPage(page)).map((found) => found.trim()),
        [fault],
      );
    });
  }
});

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { fitSections } from "../../../scripts/lib/markdown/fitSections.ts";

const more = (left: number): string => `${left} more`;

describe("fitSections", () => {
  it("puts sections and items together", () => {
    const page = fitSections([
      { heading: "# Title" },
      { heading: "| a |\n|---|", items: ["| 1 |", "| 2 |"] },
      { heading: "## Blocks", items: ["one", "two"], between: "\n\n", closing: "</details>" },
      { heading: "## Nothing" },
    ]);
    assert.equal(
      page,
      "# Title\n\n| a |\n|---|\n| 1 |\n| 2 |\n\n## Blocks\n\none\n\ntwo\n\n</details>\n\n## Nothing\n",
    );
  });

  it("keeps all headings and closings, gives earlier sections the room, and counts what is left out", () => {
    const items = Array.from({ length: 100 }, (_, index) => `- item ${String(index).padStart(3, "0")}`);
    const page = fitSections(
      [
        { heading: "# Title" },
        { heading: "## First", items: items.slice(0, 10), more },
        { heading: "## Second", items, more, closing: "</details>" },
      ],
      600,
    );
    assert.ok(page.length <= 600, String(page.length));
    const shown = page.split("\n").filter((line) => line.startsWith("- item")).length;
    assert.ok(shown > 20, String(shown));
    assert.ok(page.includes("## First\n- item 000\n"));
    assert.ok(page.includes("- item 009\n\n## Second\n- item 000\n"));
    assert.ok(page.endsWith(`\n\n${110 - shown} more\n\n</details>\n`));
  });

  for (const length of [0, 1, 59_000, 70_000, 500_000]) {
    it(`stays within 60,000 characters with an item of ${length}`, () => {
      const items = Array.from({ length: 100 }, () => "a".repeat(length));
      const page = fitSections([
        { heading: "# Title", items, more },
        { heading: "# Last", items, more },
      ]);
      assert.ok(page.length <= 60_000, String(page.length));
      assert.ok(page.includes("# Title") && page.includes("# Last"));
    });
  }

  it("keeps what each section is promised, and gives the rest to the first ones", () => {
    const of = (name: string, count: number) => ({
      heading: `## ${name}`,
      items: Array.from({ length: count }, (_, index) => `- ${name} ${index}`),
      least: 200,
      more,
    });
    for (const limit of [700, 1_000, 5_000, 20_000]) {
      const page = fitSections([of("a", 1_000), of("b", 1_000), of("c", 3)], limit);
      assert.ok(page.length <= limit, `${page.length} of ${limit}`);
      const shown = (name: string) => page.split("\n").filter((line) => line.startsWith(`- ${name} `)).length;
      assert.equal(shown("c"), 3);
      assert.ok(shown("a") >= shown("b") && shown("b") >= 20, `${shown("a")}, ${shown("b")}`);
      assert.deepEqual(
        [...page.matchAll(/(\d+) more/g)].map(([, left]) => Number(left)),
        ["a", "b"].map((name) => 1_000 - shown(name)).filter((left) => left > 0),
      );
    }
  });

  it("says by itself how many are left out", () => {
    assert.equal(fitSections([{ heading: "# T", items: ["x".repeat(100)] }], 50), "# T\n\n… and 1 more.\n");
  });
});

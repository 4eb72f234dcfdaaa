import assert from "node:assert/strict";
import { fitSections, type Section } from "../../../scripts/lib/preview/fitSections.ts";

const section = (heading: string, count: number, least = 200): Section => ({
  heading: `#### ${heading}`,
  items: Array.from({ length: count }, (_, index) => `- ${heading} ${index}`),
  noun: ["thing", "things"],
  least,
});

/** How many items of a section are shown, and how many it says that it left out. */
function shown(text: string, heading: string): readonly [number, number] {
  const part = text.split("#### ").find((one) => one.startsWith(heading)) ?? "";
  const left = /and (\d+) more things?,/.exec(part);
  return [part.split("\n").filter((line) => line.startsWith(`- ${heading} `)).length, Number(left?.[1] ?? 0)];
}

describe("fitSections", () => {
  it("shows all of it where there is room, and nothing of what is empty", () => {
    const text = fitSections([section("a", 2), section("b", 0), section("c", 1)], 1_000);
    assert.equal(text, "\n#### a\n\n- a 0\n- a 1\n\n#### c\n\n- c 0");
  });

  it("stays below the limit, keeps what each is promised and says exactly what it leaves out", () => {
    for (const limit of [700, 1_000, 5_000, 20_000]) {
      const text = fitSections([section("a", 1_000), section("b", 1_000), section("c", 3)], limit);
      assert.ok(text.length <= limit, `${text.length} of ${limit}`);
      for (const heading of ["a", "b"]) {
        const [count, left] = shown(text, heading);
        assert.ok(count > 0);
        assert.equal(count + left, 1_000);
      }
      assert.deepEqual(shown(text, "c"), [3, 0]);
      assert.ok(shown(text, "a")[0] > shown(text, "b")[0] || limit === 700 || limit === 20_000);
    }
  });

  it("says `1 more thing` of one", () => {
    const items = ["- a", `- ${"x".repeat(500)}`];
    const text = fitSections([{ heading: "#### a", items, noun: ["thing", "things"], least: 300 }], 300);
    assert.equal(text, "\n#### a\n\n- a\n- … and 1 more thing, for which there is no room here.");
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../sandbox/Clock.ts";
import { createCredentials } from "../../sandbox/createCredentials.ts";
import type { Vendor } from "../../sandbox/Vendor.ts";
import { vendors } from "../../sandbox/vendors.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/sandbox.md"), "utf8");

/** The names in code type in the last column of the tables under a heading. */
function documented(heading: string): string[] {
  const section = page.split(/^#+ /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  const names = rows.flatMap(
    (row) =>
      row
        .split(" | ")
        .at(-1)
        ?.match(/`[^`]+`/g) ?? [],
  );
  return [...new Set(names.map((name) => name.slice(1, -1)))].sort();
}

describe("the support matrix in docs/sandbox.md", () => {
  const made: Vendor[] = [];
  afterEach(async () => {
    for (const vendor of made.splice(0)) await vendor.close?.();
  });

  for (const [name, heading] of [
    ["okta", "Okta"],
    ["aws", "AWS"],
    ["microsoft", "Microsoft"],
    ["jumpcloud", "JumpCloud"],
    ["github", "GitHub"],
  ] as const) {
    it(`lists the operations of ${heading}, all of them and no others`, () => {
      const vendor = vendors[name]({
        clock: systemClock,
        credentials: createCredentials(),
        directories: [],
        graphConsistency: "immediate",
        awsRegion: "eu-central-1",
        state: (initial) => initial(),
        fetch: () => Promise.reject(new Error("not asked")),
        refuse: () => undefined,
        fault: () => undefined,
      });
      made.push(vendor);
      assert.ok(vendor.operations);
      assert.deepEqual(documented(heading), [...vendor.operations].sort());
    });
  }
});

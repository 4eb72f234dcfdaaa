import assert from "node:assert/strict";
import type { Adoption } from "../../../scripts/lib/adopt/Adoption.ts";
import { toReport } from "../../../scripts/lib/adopt/AdoptReport.ts";
import { describeAdoption } from "../../../scripts/lib/adopt/describeAdoption.ts";
import { planned } from "./support/planned.ts";

const adoptions: readonly Adoption[] = [
  { resource: planned("t:a:A", "here"), outcome: { kind: "found", found: { importId: "id/1" } } },
  { resource: planned("t:a:A", "gone"), outcome: { kind: "missing" } },
  { resource: planned("t:a:A", "within"), outcome: { kind: "missing", parent: "gone" } },
  {
    resource: planned("t:a:A", "twice"),
    outcome: { kind: "ambiguous", candidates: [{ importId: "id/3" }, { importId: "id/2" }] },
  },
  { resource: planned("t:a:Secret", "secret"), outcome: { kind: "not-importable", reason: "nobody can read it" } },
  { resource: planned("t:a:A", "closed"), outcome: { kind: "not-read", reason: "there are no credentials" } },
];

describe("what adopt reports", () => {
  it("is each resource once, the counts, and what to do next", () => {
    const report = toReport("dev", adoptions, ["import.json"], ["pulumi import", "npm run preview"]);
    assert.equal(report.ok, false);
    assert.deepEqual(report.counts, { found: 1, missing: 2, ambiguous: 1, "not-importable": 1, "not-read": 1 });
    const lines = describeAdoption(report);
    for (const { resource } of adoptions) {
      assert.equal(lines.filter((line) => line.startsWith(`  ${resource.type}  ${resource.name}`)).length, 1);
    }
    assert.ok(lines.includes("  t:a:A  here  id/1"));
    assert.ok(lines.includes("  t:a:A  within  (gone, which it belongs to, was not found)"));
    assert.ok(lines.includes("  t:a:A  twice  id/2  id/3"));
    assert.ok(lines.includes("  t:a:A  closed  (there are no credentials)"));
    assert.ok(lines.includes("adopt dev: 1 found, 3 to be created, 2 undecided"));
    assert.deepEqual(lines.slice(-2), ["  pulumi import", "  npm run preview"]);
  });

  it("is in order where nothing takes a decision, and says when no file was written", () => {
    const report = toReport("dev", adoptions.slice(1, 3), [], []);
    assert.equal(report.ok, true);
    assert.equal(describeAdoption(report).at(-1), "No file was written: there is nothing to import.");
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { driftRules } from "../../../../scripts/lib/drift/driftRules.ts";
import { describeDrift } from "../../../../scripts/lib/drift/report/describeDrift.ts";
import { orderFindings } from "../../../../scripts/lib/drift/report/orderFindings.ts";
import { renderMarkdown } from "../../../../scripts/lib/drift/report/renderMarkdown.ts";
import { renderSarif } from "../../../../scripts/lib/drift/report/renderSarif.ts";
import { inProject } from "../../../../scripts/lib/projectRoot.ts";
import { nothing, report } from "./fixture.ts";
import type { Fault } from "../../../../trust/Settings.ts";

const locate = (path: Fault["path"]) => {
  const [line, column] = path.length === 0 ? [1, 1] : [12, 3];
  return { uri: "Pulumi.dev.yaml", line, column };
};

describe("orderFindings", () => {
  it("orders by severity, then place, then rule, and tells the same one once", () => {
    const finding = (severity: "error" | "warning" | "note", where: string, rule: "discovery" | "not-read") => {
      return { severity, where, rule, message: "m" };
    };
    const expected = [
      finding("error", "a", "discovery"),
      finding("error", "a", "not-read"),
      finding("error", "b", "discovery"),
      finding("warning", "A", "discovery"),
      finding("note", "0", "discovery"),
    ];
    assert.deepEqual(orderFindings([...expected].reverse()), expected);
    assert.deepEqual(orderFindings([...expected, ...expected]), expected);
  });
});

describe("describeDrift", () => {
  it("says what counts, what was accepted, what is unused, and what it comes to", () => {
    assert.deepEqual(describeDrift(report), [
      "DRIFT    unmanaged-scope  issuers.okta, scope keys.delete: Okta has a scope that nobody declared.",
      "    gains: Whoever may have every scope can ask for it.",
      "    declared: no such scope",
      "    found: keys.delete | @everyone",
      "    change: Delete it: `curl -X DELETE https://acme.okta.com/x`, or declare it.",
      "    accepted: until 2027-05-31 by ana, which is over: The partner moves in May.",
      "warning  secret-expiring  issuers.workforce.clients.nightly, secret: The secret ends on 2026-12-01.",
      "    change: Give it another generation.",
      "accepted  unmanaged-redirect-uri  apis.inventory, [x](https://evil.example): Sign-ins may end there {0}.",
      "    accepted: until 2027-05-31 by ana: The partner moves in May.",
      "unused   unmanaged-route  apis.inventory, route GET /old: the entry of the allow file accepts nothing; ana can take it out.",
      "drift dev: 1 error, 1 warning; 1 accepted; 3 objects compared",
    ]);
  });

  it("lets no name of a vendor's object begin a line or move the cursor", () => {
    const where = "issuers.okta, scope \u001b[2K\u001b[1A\r\n::stop-commands::x\u2028\u202e";
    const [finding] = report.findings;
    assert.ok(finding);
    const lines = describeDrift({ ...nothing, findings: [{ ...finding, where }] });
    assert.match(lines[0] ?? "", /scope {1,2}::stop-commands::x :/);
    assert.ok(lines.every((line) => !/[\p{Cc}\p{Zl}\p{Bidi_Control}]/u.test(line)));
  });

  it("says what is found where something else was accepted", () => {
    const [entry] = report.unused;
    assert.ok(entry);
    assert.deepEqual(
      describeDrift({ ...nothing, unused: [{ ...entry, actual: "by okta", found: "public" }] })[0],
      [
        "unused   unmanaged-route  apis.inventory, route GET /old: the entry of the allow file accepts nothing:",
        "what ana accepted is not what is found there now.",
      ].join(" "),
    );
  });

  it("says that there is none", () => {
    assert.deepEqual(describeDrift(nothing), ["drift dev: no drift; 3 objects compared"]);
  });
});

describe("renderMarkdown", () => {
  it("is a page in which what vendors' objects are called is only text", () => {
    const page = renderMarkdown(report);
    assert.ok(
      page.startsWith(
        "# Drift of `dev`\n\ndrift dev: 1 error, 1 warning; 1 accepted; 3 objects compared\n\n## Errors\n",
      ),
    );
    assert.ok(page.includes("\n### issuers.okta, scope keys.delete\n\n`unmanaged-scope` Okta has a scope"));
    assert.ok(page.includes("\n- **Who gains:** Whoever may have every scope can ask for it.\n"));
    assert.ok(page.includes("\n- Found: `keys.delete | @everyone`\n"));
    assert.ok(page.includes("\n- Change: Delete it: `curl -X DELETE https://acme.okta.com/x`, or declare it.\n"));
    assert.ok(page.includes("- `unmanaged-redirect-uri` `apis.inventory, [x](https://evil.example)` until"));
    assert.ok(!page.replaceAll(/`[^`]*`/g, "").includes("]("));
    assert.equal(page, renderMarkdown(report));
  });

  it("stays short enough for an issue, errors before all else", () => {
    const [first, second] = report.findings;
    const many = Array.from({ length: 400 }, (_, index) => ({ ...first!, where: `issuers.okta, scope ${index}` }));
    const page = renderMarkdown({ ...report, findings: [...many, second!] });
    assert.ok(page.length < 60_000, String(page.length));
    assert.ok(page.length > 50_000, String(page.length));
    assert.match(page, /… and \d+ more: `npm run drift` shows all of them\./);
    assert.ok(page.includes("## Warnings"));
  });

  it("leaves out sections without items", () => {
    assert.equal(renderMarkdown(nothing), "# Drift of `dev`\n\ndrift dev: no drift; 3 objects compared\n");
  });
});

describe("renderSarif", () => {
  it("has every rule, and a result for each finding with its place and fingerprint", () => {
    const { version, runs } = renderSarif(report, locate);
    assert.equal(version, "2.1.0");
    const [run] = runs;
    const rules = run?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ id }) => id),
      driftRules.map(({ id }) => id),
    );
    const results = run?.results ?? [];
    assert.deepEqual(
      results.map(({ ruleId, level }) => [ruleId, level]),
      [
        ["unmanaged-scope", "error"],
        ["secret-expiring", "warning"],
        ["unmanaged-redirect-uri", "error"],
      ],
    );
    for (const { ruleId, ruleIndex } of results) assert.equal(rules[ruleIndex ?? -1]?.id, ruleId);
    assert.deepEqual(
      results.map(({ locations }) => locations?.[0]?.physicalLocation?.region),
      [
        { startLine: 12, startColumn: 3 },
        { startLine: 1, startColumn: 1 },
        { startLine: 1, startColumn: 1 },
      ],
    );
    assert.equal(results[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, "Pulumi.dev.yaml");
    assert.deepEqual(
      results.map(({ suppressions }) => suppressions?.length ?? 0),
      [0, 0, 1],
    );
    assert.equal(results[2]?.suppressions?.[0]?.justification, "The partner moves in May. (until 2027-05-31 by ana)");
  });

  it("makes neither a link nor a placeholder of what others wrote", () => {
    const text = renderSarif(report, locate).runs[0]?.results?.[2]?.message.text ?? "";
    assert.ok(text.startsWith("apis.inventory, \\[x\\](https://evil.example): Sign-ins may end there {{0}}."), text);
  });

  it("keeps a fingerprint while rule and place stay, and tells two of one place apart", () => {
    const prints = (findings: typeof report.findings) =>
      renderSarif({ ...report, findings, accepted: [] }, locate).runs[0]?.results?.map(
        ({ partialFingerprints }) => partialFingerprints?.["ruleAndPlace/v1"],
      ) ?? [];
    const [finding] = report.findings;
    const [one] = prints([finding!]);
    assert.match(one ?? "", /^[0-9a-f]{64}$/);
    assert.deepEqual(prints([{ ...finding!, message: "other words", severity: "note" }]), [one]);
    assert.deepEqual(prints([finding!, { ...finding!, actual: "another" }]), [one, `${one}:2`]);
    assert.notDeepEqual(prints([{ ...finding!, where: "issuers.okta, scope other" }]), [one]);
    assert.notDeepEqual(prints([{ ...finding!, rule: "unmanaged-claim" }]), [one]);
  });
});

describe("docs/drift.md", () => {
  it("has every rule with its severity and its words", () => {
    const rows = readFileSync(inProject("docs/drift.md"), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const cells = rows.map((row) =>
      row
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, 4),
    );
    assert.deepEqual(
      cells.filter(([rule]) => /^`[a-z]+(-[a-z]+)+`$|^`discovery`$|^`deactivated`$/.test(rule ?? "")),
      driftRules.map(({ id, severity, summary }) => [`\`${id}\``, severity, summary]),
    );
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { describe, it } from "mocha";
import { acceptFindings } from "../../../../scripts/lib/drift/allow/acceptFindings.ts";
import { parseAllowFile, readAllowFile } from "../../../../scripts/lib/drift/allow/readAllowFile.ts";
import { driftFinding } from "../../../../scripts/lib/drift/lib/driftFinding.ts";
import { inProject } from "../../../../scripts/lib/projectRoot.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const now = new Date("2026-11-22T12:00:00Z");
const file = inProject("drift.allow.yaml");

const entry = (changes: Readonly<Record<string, string | undefined>> = {}): string => {
  const all: Readonly<Record<string, string | undefined>> = {
    rule: "unmanaged-scope",
    where: '"issuers.okta, scope keys.delete"',
    owner: "ana",
    reason: "A partner needs it.",
    until: "2027-01-31",
    ...changes,
  };
  const lines = Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : `${key}: ${value}`));
  return `- ${lines.join("\n  ")}\n`;
};

function faultsOf(text: string): readonly string[] {
  try {
    parseAllowFile(text, file, now);
  } catch (error) {
    assert.ok(error instanceof CrosstrustError);
    assert.equal(error.code, "SETTINGS_INVALID");
    return error.message.split("\n");
  }
  return [];
}

describe("the allow file", () => {
  it("is a list of entries", () => {
    assert.deepEqual(parseAllowFile(entry(), file, now), [
      {
        rule: "unmanaged-scope",
        where: "issuers.okta, scope keys.delete",
        owner: "ana",
        reason: "A partner needs it.",
        until: "2027-01-31",
      },
    ]);
    assert.deepEqual(parseAllowFile("# nothing yet\n", file, now), []);
  });

  it("tells every fault at once, each with its line and column", () => {
    const text = [
      entry({ rule: "unmanaged-scop" }),
      entry({ where: "b", owner: '" "', reason: undefined }),
      entry({ where: "c", until: "2027-02-30", approver: "bob" }),
      entry({ where: "d", until: "2027-11-23" }),
      entry({ where: "e", until: "soon" }),
    ].join("");
    assert.deepEqual(faultsOf(text), [
      "The allow file has 7 faults:",
      'drift.allow.yaml:1:3: "rule" is not a value that can stand here. Found: "unmanaged-scop". Expected: Did you mean "unmanaged-scope"?',
      'drift.allow.yaml:8:3: "owner" is empty. Found: " ". Expected: who answers for it',
      'drift.allow.yaml:6:3: "reason" is missing. Expected: why it is let be',
      'drift.allow.yaml:14:3: It is no date. Found: "2027-02-30". Expected: a day, such as 2027-01-31, in quotation marks or without',
      'drift.allow.yaml:15:3: There is no setting "approver" here. Expected: one of rule, where, actual, owner, reason, until',
      'drift.allow.yaml:20:3: It is more than a year ahead. Found: "2027-11-23". Expected: a day until 2027-11-22',
      'drift.allow.yaml:25:3: It is no date. Found: "soon". Expected: a day, such as 2027-01-31, in quotation marks or without',
    ]);
  });

  it("refuses two entries for one finding, what is no list, and what is no YAML", () => {
    assert.match(
      faultsOf(entry() + entry({ owner: "bob" }))[1] ?? "",
      /^drift\.allow\.yaml:6:3: It accepts the same finding as entry 1\./,
    );
    assert.match(faultsOf("rule: unmanaged-scope\n")[1] ?? "", /^drift\.allow\.yaml:1:1: /);
    assert.match(faultsOf("- rule: [\n")[1] ?? "", /^drift\.allow\.yaml:\d+:\d+: /);
  });

  it("takes a year and a day that is over", () => {
    assert.deepEqual(faultsOf(entry({ until: "2027-11-22" })), []);
    assert.deepEqual(faultsOf(entry({ until: "2020-01-01" })), []);
  });

  it("has to be there where it is named", async () => {
    const folder = await temporaryFolder();
    try {
      await assert.rejects(readAllowFile(join(folder.path, "none.yaml"), now), { code: "USAGE" });
      const path = join(folder.path, "allow.yaml");
      await writeFile(path, entry());
      assert.equal((await readAllowFile(path, now)).length, 1);
    } finally {
      await folder.remove();
    }
  });
});

describe("acceptFindings", () => {
  const finding = (where: string, rule: "unmanaged-scope" | "unmanaged-claim" = "unmanaged-scope") =>
    driftFinding({ rule, where, message: "m", advice: "a", explains: [{ id: "1", property: "p" }] });
  const entries = (until: string) => parseAllowFile(entry({ until }), file, now);
  const place = "issuers.okta, scope keys.delete";
  const { owner, reason } = { owner: "ana", reason: "A partner needs it." };

  it("accepts what was found then, and nothing else that comes to the same place", () => {
    const at = {
      rule: "managed-changed",
      where: "issuers.portal.clients.jsm",
      message: "lifetimes",
      advice: "a",
    } as const;
    const accepted = driftFinding({ ...at, actual: "120 minutes" });
    const text = entry({ rule: at.rule, where: at.where, actual: "120 minutes" });
    const judge = (...findings: Parameters<typeof acceptFindings>[0]) => {
      const {
        findings: counted,
        accepted: some,
        unused,
      } = acceptFindings(findings, parseAllowFile(text, file, now), now);
      return [counted.map(({ message, actual }) => [message, actual]), some.length, unused.map(({ found }) => found)];
    };
    assert.deepEqual(judge(accepted), [[], 1, []]);
    assert.deepEqual(judge({ ...accepted, actual: "1440 minutes" }), [
      [["lifetimes", "1440 minutes"]],
      0,
      ["1440 minutes"],
    ]);
    assert.deepEqual(judge(accepted, { ...accepted, message: "scopes", actual: "admin" }), [
      [["scopes", "admin"]],
      1,
      [],
    ]);
    const twice = judge(accepted, { ...accepted, message: "others" });
    assert.deepEqual(twice, [
      [
        ["lifetimes", "120 minutes"],
        ["others", "120 minutes"],
      ],
      0,
      [],
    ]);
    const without = entry({ rule: at.rule, where: at.where });
    assert.equal(acceptFindings([accepted], parseAllowFile(without, file, now), now).accepted.length, 0);
  });

  it("parts by rule and exactly the same place", () => {
    const findings = [
      finding(place),
      finding(place, "unmanaged-claim"),
      finding(`${place}s`),
      finding("issuers.okta"),
      finding(place.toUpperCase()),
    ];
    const { findings: counted, accepted, unused } = acceptFindings(findings, entries("2027-01-31"), now);
    assert.deepEqual(
      accepted.map(({ where, rule, acceptance }) => ({ where, rule, acceptance })),
      [{ where: place, rule: "unmanaged-scope", acceptance: { owner, reason, until: "2027-01-31" } }],
    );
    assert.equal(counted.length, 4);
    assert.deepEqual(unused, []);
    assert.ok(!JSON.stringify({ counted, accepted }).includes("explains"));
  });

  it("accepts until the end of the last day, and then counts again and says whose it was", () => {
    const on = (day: string, until: string) => {
      const { findings, accepted } = acceptFindings([finding(place)], entries(until), new Date(day));
      return [findings.length, accepted.length, findings[0]?.expired?.owner];
    };
    assert.deepEqual(on("2027-01-31T23:59:59Z", "2027-01-31"), [0, 1, undefined]);
    assert.deepEqual(on("2027-02-01T00:00:00Z", "2027-01-31"), [1, 0, "ana"]);
  });

  it("notes an entry that matches nothing", () => {
    const { findings, unused } = acceptFindings([finding("issuers.okta")], entries("2027-01-31"), now);
    assert.equal(findings.length, 1);
    assert.deepEqual(
      unused.map(({ where }) => where),
      [place],
    );
  });
});

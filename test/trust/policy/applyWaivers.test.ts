import assert from "node:assert/strict";
import { checkPolicies } from "../../../trust/policy/checkPolicies.ts";
import type { PolicyFinding } from "../../../trust/policy/PolicyFinding.ts";
import { part, strictSettings } from "./policyFixture.ts";
import type { Loose } from "../settingsFixture.ts";

const now = new Date("2026-06-01T12:00:00Z");
const waiver = {
  rule: "mfa",
  at: "issuers.portal",
  reason: "The pool moves to passkeys in the autumn.",
  owner: "identity team",
  until: "2026-12-31",
};

function findings(waivers: readonly Loose[], moment = now): readonly PolicyFinding[] {
  const settings = strictSettings((raw) => {
    part(raw, "issuers", "portal")["mfa"] = "off";
    raw.policy["waivers"] = waivers;
  });
  return checkPolicies(settings, moment);
}

const inShort = (list: readonly PolicyFinding[]) =>
  list.map(({ severity, rule, where }) => `${severity} ${rule} ${where}`);

describe("waivers of policies", () => {
  it("make a note of a finding, which says by whom, why and until when", () => {
    const [unwaived] = findings([]);
    const { reason, owner, until } = waiver;
    assert.deepEqual(findings([waiver]), [
      {
        ...unwaived,
        severity: "note",
        message: `${unwaived!.message} Waived by identity team until 2026-12-31: ${reason}`,
        waived: { reason, owner, until },
      },
    ]);
  });

  it("hold through their last day, in UTC", () => {
    assert.deepEqual(inShort(findings([waiver], new Date("2026-12-31T23:59:59Z"))), [
      "warning waiver-ending policy.waivers[0]",
      "note mfa issuers.portal",
    ]);
    assert.deepEqual(inShort(findings([waiver], new Date("2027-01-01T00:00:00Z"))), ["error mfa issuers.portal"]);
  });

  it("say, once they have ended, what to do and where", () => {
    const [finding] = findings([waiver], new Date("2027-01-01T00:00:00Z"));
    assert.equal(
      finding!.advice,
      "the waiver of identity team ended with 2026-12-31: set mfa: required, or optional; or agree with them on another " +
        "`until`, at most a year ahead, in policy.waivers[0]",
    );
    assert.equal(finding!.waived, undefined);
  });

  it("are told to end from 14 days before", () => {
    const ending = (day: string) =>
      findings([waiver], new Date(`${day}T12:00:00Z`)).filter(({ rule }) => rule === "waiver-ending");
    assert.deepEqual(ending("2026-12-16"), []);
    assert.deepEqual(ending("2026-12-17"), [
      {
        rule: "waiver-ending",
        severity: "warning",
        where: "policy.waivers[0]",
        path: ["crosstrust:policy", "waivers", 0],
        message: "The waiver of mfa at issuers.portal ends with 2026-12-31; after that day `up` refuses.",
        actual: "14 days left",
        advice: "agree with identity team: mend what it waives, or set another `until`, at most a year ahead",
      },
    ]);
  });

  it("waive one rule at one place, and nothing else", () => {
    const elsewhere = { ...waiver, at: "issuers.portals" };
    const [error, unused, ...more] = findings([elsewhere]);
    assert.deepEqual(more, []);
    assert.equal(error!.severity, "error");
    assert.deepEqual(unused, {
      rule: "waiver-unused",
      severity: "warning",
      where: "policy.waivers[0]",
      path: ["crosstrust:policy", "waivers", 0],
      message: "The waiver waives nothing: mfa is not broken there.",
      actual: "issuers.portals",
      expected: 'Did you mean "issuers.portal"?',
      advice: "remove the waiver, or mend its `at`",
    });
    const other = { ...waiver, rule: "deletion-protection" };
    assert.deepEqual(inShort(findings([other])), [
      "error mfa issuers.portal",
      "warning waiver-unused policy.waivers[0]",
    ]);
  });

  it("are found where they waive nothing any more, ended or not", () => {
    const gone = { ...waiver, rule: "deletion-protection", until: "2026-05-31" };
    assert.deepEqual(inShort(findings([waiver, gone])), [
      "warning waiver-unused policy.waivers[1]",
      "note mfa issuers.portal",
    ]);
  });
});

import type { AccessDiff, GrantChange, SettingChange } from "../../../trust/diff/AccessDiff.ts";
import type { PreviewReport } from "../../../scripts/lib/preview/PreviewReport.ts";

/** A report of a preview that found nothing, with what a test puts into it. */
export function reportWith(parts: Partial<PreviewReport> = {}): PreviewReport {
  return {
    operation: "preview",
    stack: "dev",
    engine: "3.259.0",
    resources: 3,
    changes: [],
    drift: [],
    comparedWith: { kind: "deployed" },
    access: accessWith({}),
    acknowledgement: null,
    findings: [],
    failures: [],
    warnings: [],
    exitCode: 0,
    ...parts,
  };
}

export function accessWith(parts: Partial<AccessDiff>): AccessDiff {
  return { version: 1, widens: false, gained: [], lost: [], altered: [], settings: [], ...parts };
}

export function grantOf(who: string, what: string, because = "the route is new"): GrantChange {
  const before = { access: "none" } as const;
  const after = { access: "allowed", reason: "scope-granted", why: "It can.", by: ["keys.read"] } as const;
  return { id: JSON.stringify([who, what]), matrix: "route", who, what, before, after, because: [because] };
}

export function settingOf(where: string, parts: Partial<SettingChange> = {}): SettingChange {
  return { id: where, where, what: "audience", op: "changed", effect: "widens", before: "a", after: "b", ...parts };
}

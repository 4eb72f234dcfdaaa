import type { DriftReport } from "../../../../scripts/lib/drift/report/DriftReport.ts";

const acceptance = { owner: "ana", reason: "The partner moves in May.", until: "2027-05-31" };

export const report: DriftReport = {
  ok: false,
  stack: "dev",
  resources: 3,
  findings: [
    {
      rule: "unmanaged-scope",
      severity: "error",
      where: "issuers.okta, scope keys.delete",
      path: ["crosstrust:issuers", "okta", "scopes"],
      message: "Okta has a scope that nobody declared.",
      gains: "Whoever may have every scope can ask for it.",
      expected: "no such scope",
      actual: "keys.delete | @everyone",
      advice: "Delete it: `curl -X DELETE https://acme.okta.com/x`, or declare it.",
      expired: acceptance,
    },
    {
      rule: "secret-expiring",
      severity: "warning",
      where: "issuers.workforce.clients.nightly, secret",
      message: "The secret ends on 2026-12-01.",
      advice: "Give it another generation.",
    },
  ],
  accepted: [
    {
      rule: "unmanaged-redirect-uri",
      severity: "error",
      where: "apis.inventory, [x](https://evil.example)",
      message: "Sign-ins may end there {0}.",
      advice: "Take it away.",
      acceptance,
    },
  ],
  unused: [{ rule: "unmanaged-route", where: "apis.inventory, route GET /old", ...acceptance }],
};

export const nothing: DriftReport = { ok: true, stack: "dev", resources: 3, findings: [], accepted: [], unused: [] };

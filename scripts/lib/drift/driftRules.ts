import type { FindingRule } from "../../../trust/Finding.ts";

/** Every kind of drift that is looked for. The ids are stable. */
export const driftRules = [
  { id: "managed-changed", severity: "error", summary: "A declared object was changed at the vendor." },
  { id: "managed-deleted", severity: "error", summary: "A declared object is not there any more." },
  { id: "deactivated", severity: "error", summary: "A declared object is switched off." },
  { id: "rule-priority", severity: "error", summary: "Access policies or rules are asked in another order." },
  { id: "unmanaged-scope", severity: "error", summary: "An issuer has a scope or role that nobody declared." },
  { id: "unmanaged-claim", severity: "error", summary: "Tokens carry a claim that nobody declared." },
  { id: "unmanaged-access-policy", severity: "error", summary: "An issuer has an access policy that nobody declared." },
  { id: "unmanaged-access-rule", severity: "error", summary: "An access policy has a rule that nobody declared." },
  { id: "unmanaged-client", severity: "error", summary: "An issuer has a client that nobody declared." },
  { id: "unmanaged-secret", severity: "error", summary: "An application has a secret or a key that nobody declared." },
  {
    id: "unmanaged-federated-credential",
    severity: "error",
    summary: "An application trusts another issuer's tokens, and nobody declared that.",
  },
  { id: "unmanaged-redirect-uri", severity: "error", summary: "Sign-ins may end at a URL that nobody declared." },
  { id: "unmanaged-owner", severity: "error", summary: "An application has an owner whom nobody declared." },
  { id: "unmanaged-consent", severity: "error", summary: "An application was permitted what nobody declared." },
  { id: "consent-lost", severity: "error", summary: "A declared consent or assignment is not there any more." },
  {
    id: "unmanaged-identity-provider",
    severity: "error",
    summary: "People can sign in from an identity provider that nobody declared.",
  },
  { id: "unmanaged-authorizer", severity: "error", summary: "An API has an authorizer that nobody declared." },
  { id: "unmanaged-route", severity: "error", summary: "An API has a route that nobody declared." },
  { id: "unmanaged-permission", severity: "error", summary: "A role or a function may be used as nobody declared." },
  { id: "unmanaged-grant", severity: "error", summary: "Data is granted to somebody, and nobody declared that." },
  { id: "unmanaged-member", severity: "error", summary: "A group has a member whom nobody declared." },
  { id: "unmanaged-object", severity: "warning", summary: "Something else stands inside what the stack owns." },
  { id: "discovery", severity: "error", summary: "An issuer does not publish what its relying parties read." },
  {
    id: "issuer-mismatch",
    severity: "error",
    summary: "An issuer publishes another issuer than the one that is trusted.",
  },
  { id: "secret-expired", severity: "error", summary: "A secret ended." },
  { id: "secret-expiring", severity: "warning", summary: "A secret ends soon." },
  { id: "not-read", severity: "error", summary: "A part of the stack could not be compared." },
] as const satisfies readonly FindingRule[];

export type DriftRule = (typeof driftRules)[number]["id"];

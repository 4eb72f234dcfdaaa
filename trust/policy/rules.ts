import type { FindingRule } from "../Finding.ts";

/** Every rule that access is held to. The ids are stable. In the order in which findings are listed. */
export const policyRules = [
  { id: "implicit-grant", severity: "error", summary: "No application gets access tokens by the implicit grant." },
  { id: "password-grant", severity: "error", summary: "No application takes people's passwords itself." },
  { id: "redirect-wildcard", severity: "error", summary: "Every URL at which a sign-in may end is named whole." },
  {
    id: "redirect-insecure",
    severity: "error",
    summary: "Sign-ins end at https URLs, or on the person's own machine.",
  },
  { id: "redirect-loopback", severity: "error", summary: "In production no sign-in ends on the person's own machine." },
  { id: "signing-algorithm", severity: "error", summary: "Signatures are RS256, with keys of 2048 bits or more." },
  { id: "token-lifetime", severity: "error", summary: "Access and ID tokens are short-lived." },
  { id: "refresh-lifetime", severity: "error", summary: "Refresh tokens end." },
  { id: "authorizer-cache", severity: "error", summary: "The answers of authorizers are kept for a short time." },
  { id: "temporary-password", severity: "error", summary: "Temporary passwords end soon." },
  { id: "unscoped-route", severity: "error", summary: "Every route that is not public asks for a scope or a role." },
  { id: "public-route", severity: "error", summary: "Public routes are listed one by one, and none catches all." },
  { id: "secret-lifetime", severity: "error", summary: "Secrets end." },
  { id: "secretless", severity: "warning", summary: "In production, applications have keys rather than secrets." },
  {
    id: "federated-subject",
    severity: "error",
    summary: "Pull requests and anybody's workflows get no tokens by federated credentials.",
  },
  {
    id: "deletion-protection",
    severity: "error",
    summary: "In production, people's accounts cannot be deleted whole.",
  },
  { id: "all-clients", severity: "error", summary: "Access policies name their clients." },
  { id: "all-scopes", severity: "error", summary: "Access rules name their scopes." },
  { id: "open-assignment", severity: "error", summary: "Applications are assigned to those who may use them." },
  { id: "account-callers", severity: "error", summary: "In production, roles name the principals that may take them." },
  { id: "whole-location-grant", severity: "error", summary: "Grants of data name a prefix." },
  { id: "shared-tokens", severity: "warning", summary: "A token for one API opens no other." },
  { id: "access-logs", severity: "error", summary: "In production, APIs keep access logs, and long enough." },
  { id: "mfa", severity: "error", summary: "In production, people's passwords are not all that is asked for." },
  { id: "user-existence", severity: "error", summary: "Sign-ins do not tell whether somebody has an account." },
  {
    id: "production-stack",
    severity: "error",
    summary: "A stack that is called production is held to the rules of production.",
  },
  { id: "waiver-unused", severity: "warning", summary: "Every waiver waives something." },
  { id: "waiver-ending", severity: "warning", summary: "Waivers are looked at before they end." },
] as const satisfies readonly FindingRule[];

export type PolicyRule = (typeof policyRules)[number]["id"];

/** A waiver cannot be waived. */
export type WaivableRule = Exclude<PolicyRule, "waiver-unused" | "waiver-ending">;

export const waivableRules: readonly WaivableRule[] = policyRules
  .map(({ id }) => id)
  .filter((id): id is WaivableRule => !id.startsWith("waiver-"));

import type { DriftRule } from "../driftRules.ts";
import type { Difference } from "./differencesOf.ts";

interface NamedDifference {
  /** How the Pulumi type token begins. */
  readonly type: string;
  /** How the path of the difference begins. */
  readonly path: string;
  readonly rule: DriftRule;
  /** Of the values that it can come to; any other stays `managed-changed`. */
  readonly actual?: unknown;
}

/** Changes of declared objects that have a rule of their own. */
const named: readonly NamedDifference[] = [
  { type: "okta:auth/server:", path: "issuer", rule: "issuer-mismatch" },
  { type: "aws:apigatewayv2/authorizer:", path: "jwtConfiguration.issuer", rule: "issuer-mismatch" },
  {
    type: "aws:ssoadmin/trustedTokenIssuer:",
    path: "trustedTokenIssuerConfiguration.oidcJwtConfiguration.issuerUrl",
    rule: "issuer-mismatch",
  },
  { type: "jumpcloud:index/identityProvider:", path: "url", rule: "issuer-mismatch" },
  { type: "okta:", path: "status", rule: "deactivated", actual: "INACTIVE" },
  { type: "azuread:", path: "accountEnabled", rule: "deactivated", actual: false },
  { type: "aws:ssoadmin/application:", path: "status", rule: "deactivated", actual: "DISABLED" },
  { type: "aws:identitystore/user:", path: "userStatus", rule: "deactivated", actual: "DISABLED" },
  { type: "jumpcloud:index/user:", path: "suspended", rule: "deactivated", actual: true },
  { type: "jumpcloud:index/user:", path: "state", rule: "deactivated", actual: "SUSPENDED" },
  { type: "jumpcloud:index/oidcApplication:", path: "active", rule: "deactivated", actual: false },
  { type: "okta:auth/serverPolicy", path: "priority", rule: "rule-priority" },
];

/** The rule that a difference of a resource is told by. */
export function ruleOfDifference(type: string, difference: Difference): DriftRule {
  const found = named.find(
    (one) =>
      type.startsWith(one.type) &&
      (difference.path === one.path || difference.path.startsWith(`${one.path}.`)) &&
      (one.actual === undefined || one.actual === difference.actual),
  );
  return found?.rule ?? "managed-changed";
}

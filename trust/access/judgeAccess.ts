import type { AccessClient, AccessReason, AccessRow } from "../accessMatrix.ts";
import type { IssuerModel, RouteAccess, TokenRequirement, TrustModel } from "../TrustModel.ts";
import type { Obtainable } from "./Applicant.ts";
import { directoryOf } from "./directoryOf.ts";
import { isOpenIssuer, obtainable } from "./obtainable.ts";
import { requirementsOf } from "./requirementsOf.ts";

/** Who calls with a token, and what it can get from its own issuer. */
export interface Caller {
  readonly client: Exclude<AccessClient, { kind: "anyone" }>;
  readonly obtains: Obtainable;
}

export type Judgement = Omit<AccessRow, "client" | "api" | "route" | "cacheSeconds">;

/**
 * Whether a caller can get a token that the route admits: one of its own issuer, or else, as any application, one of an
 * issuer that is open to all applications of the caller's directory.
 */
export function judgeAccess(
  model: TrustModel,
  { client, obtains }: Caller,
  access: Exclude<RouteAccess, { kind: "public" }>,
): Judgement {
  const requirements = requirementsOf(access);
  const own = requirements.find(({ issuer }) => issuer === client.issuer);
  const judged = own && judgeOwn(own, obtains, model.issuers[client.issuer], access.kind);
  if (judged?.allowed === true) return judged;
  const caller = model.issuers[client.issuer];
  for (const requirement of requirements) {
    const issuer = model.issuers[requirement.issuer];
    if (requirement === own || caller === undefined || issuer === undefined) continue;
    if (directoryOf(issuer) !== directoryOf(caller) || !isOpenIssuer(issuer)) continue;
    const opened = judgeOpen(requirement, obtainable(issuer, "any-application"), issuer);
    if (opened) return opened;
  }
  if (judged) return judged;
  const names = requirements.map(({ issuer }) => issuer);
  const trusted = names.length === 1 ? `the issuer ${names.join()}` : `the issuers ${listed(names)}`;
  return toJudgement(false, "other-issuer", `The route trusts ${trusted}, not ${client.issuer}.`, obtains);
}

function judgeOwn(
  requirement: TokenRequirement,
  obtains: Obtainable,
  issuer: IssuerModel | undefined,
  authorizer: "jwt" | "lambda",
): Judgement {
  const row = (allowed: boolean, reason: AccessReason, why: string) =>
    toJudgement(allowed, reason, why, obtains, requirement);
  const name = requirement.issuer;
  if (!obtains.token && issuer?.kind === "cognito") {
    const why = `It may ask ${name} for no scope of a resource server, so the authorizer's audiences do not name it.`;
    return row(false, "not-in-audience", why);
  }
  if (!obtains.token) {
    const why =
      issuer?.kind === "okta"
        ? `No access policy of ${name} grants it a scope, so it gets no token.`
        : `It is assigned no role of ${name}, which requires that, so it gets no token.`;
    return row(false, "no-token", why);
  }
  const asked = askedOf(requirement);
  if (asked.length === 0) {
    const idTokens = authorizer === "jwt" ? ", ID tokens too" : "";
    const what = authorizer === "jwt" ? "scope" : "scope or role";
    const those =
      issuer?.kind === "cognito" ? `of ${name}'s clients that have a scope of a resource server` : `of ${name}`;
    return row(true, "any-token", `The route asks for no ${what}: every token ${those} is admitted${idTokens}.`);
  }
  const byRole = requirement.roles.length > 0;
  const matched = matchedOf(requirement, obtains);
  if (matched.length > 0) {
    const why = `It can get ${listed(matched)}, and ${oneOf(asked)}.`;
    return row(true, byRole ? "role-granted" : "scope-granted", why);
  }
  const granted = [...obtains.scopes, ...obtains.roles];
  const only = granted.length === 0 ? "a token without a role" : `only ${listed(granted)}`;
  return row(false, byRole ? "no-matching-role" : "no-matching-scope", `It can get ${only}, and ${oneOf(asked)}.`);
}

function judgeOpen(requirement: TokenRequirement, obtains: Obtainable, issuer: IssuerModel): Judgement | undefined {
  const asked = askedOf(requirement);
  const matched = matchedOf(requirement, obtains);
  if (!obtains.token || (asked.length > 0 && matched.length === 0)) return undefined;
  const open =
    issuer.kind === "okta"
      ? `${requirement.issuer} has an access policy for all clients`
      : `${requirement.issuer} requires no assignment of its tenant's applications`;
  const opening =
    asked.length === 0
      ? "it can get a token there, and the route asks for no scope"
      : `there it can get ${listed(matched)}, and ${oneOf(asked)}`;
  return toJudgement(true, "open-issuer", `${open}: ${opening}.`, obtains, requirement);
}

function toJudgement(
  allowed: boolean,
  reason: AccessReason,
  why: string,
  obtains: Obtainable,
  requirement?: TokenRequirement,
): Judgement {
  return {
    allowed,
    reason,
    why,
    grantedScopes: obtains.scopes,
    matchedScopes: (requirement?.scopes ?? []).filter((scope) => obtains.scopes.includes(scope)),
    grantedRoles: obtains.roles,
    matchedRoles: (requirement?.roles ?? []).filter((role) => obtains.roles.includes(role)),
    ...(allowed && requirement && { tokenOf: requirement.issuer }),
  };
}

/** At most one of the two has entries. */
function askedOf({ scopes, roles }: TokenRequirement): readonly string[] {
  return [...scopes, ...roles];
}

function matchedOf({ scopes, roles }: TokenRequirement, obtains: Obtainable): readonly string[] {
  return [
    ...scopes.filter((scope) => obtains.scopes.includes(scope)),
    ...roles.filter((role) => obtains.roles.includes(role)),
  ];
}

function oneOf(asked: readonly string[]): string {
  return asked.length === 1 ? `the route asks for ${listed(asked)}` : `the route asks for one of ${listed(asked)}`;
}

function listed(names: readonly string[]): string {
  return names.join(", ");
}

import type { OktaPoolFederationModel, TrustModel } from "../../../../trust/TrustModel.ts";
import type { Purpose } from "../Purpose.ts";

/** What an operator needs at Okta: a service application's token has what its scopes and its roles have in common. */
export interface OktaRights {
  /** Okta API scopes of the service application. Sorted. */
  readonly scopes: readonly string[];
  /** Permissions of a custom admin role, for all authorization servers and applications. Sorted. */
  readonly permissions: readonly string[];
  /** Standard roles of which each is enough instead of the custom one, the least first. */
  readonly standardRoles: readonly string[];
}

interface Part {
  readonly scopes: readonly string[];
  readonly permissions: readonly string[];
}

/**
 * By what the config has there (Okta's API description, "OAuth 2.0 scopes"; "Role permissions"). Who may manage may read. That
 * scopes of Okta's own API were granted to an application (`okta.appGrants.read`) is what drift looks for.
 */
const parts: Readonly<Record<"servers" | "apps" | "people" | "groups", Readonly<Record<"deploy" | "read", Part>>>> = {
  servers: {
    deploy: { scopes: ["okta.authorizationServers.manage"], permissions: ["okta.authzServers.manage"] },
    read: { scopes: ["okta.authorizationServers.read"], permissions: ["okta.authzServers.read"] },
  },
  apps: {
    deploy: { scopes: ["okta.appGrants.read", "okta.apps.manage"], permissions: ["okta.apps.manage"] },
    read: {
      scopes: ["okta.appGrants.read", "okta.apps.read"],
      permissions: ["okta.apps.clientCredentials.read", "okta.apps.read"],
    },
  },
  // The published provider sets the policy of an application that people sign in to (okta/terraform-provider-okta,
  // app_oauth); groups that somebody assigned by hand are named by drift.
  people: {
    deploy: {
      scopes: ["okta.groups.read", "okta.policies.manage"],
      permissions: ["okta.groups.read", "okta.policies.manage"],
    },
    read: {
      scopes: ["okta.groups.read", "okta.policies.read"],
      permissions: ["okta.groups.read", "okta.policies.read"],
    },
  },
  groups: {
    deploy: { scopes: ["okta.groups.read"], permissions: ["okta.groups.read"] },
    read: { scopes: ["okta.groups.read"], permissions: ["okta.groups.read"] },
  },
};

/** Undefined where the config has nothing at Okta. */
export function oktaRights(model: TrustModel, purpose: Purpose): OktaRights | undefined {
  const federations = poolFederationsOf(model);
  const issuers = Object.values(model.issuers).filter((issuer) => issuer.kind === "okta");
  const hasClients = issuers.some(({ clients }) => Object.keys(clients).length > 0);
  const used = [
    ...(issuers.length > 0 ? (["servers"] as const) : []),
    ...(hasClients || federations.length > 0 ? (["apps"] as const) : []),
    ...(federations.length > 0 ? (["people"] as const) : []),
    ...(federations.some(({ assignment }) => assignment.kind === "groups") ? (["groups"] as const) : []),
  ].map((part) => parts[part][purpose === "deploy" ? "deploy" : "read"]);
  if (used.length === 0) return undefined;
  const sorted = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())].sort();
  return {
    scopes: sorted(used.map(({ scopes }) => scopes)),
    permissions: sorted(used.map(({ permissions }) => permissions)),
    // The first may not set policies of sign-in ("Standard administrator roles and permissions").
    standardRoles: federations.length > 0 ? ["SUPER_ADMIN"] : ["API_ACCESS_MANAGEMENT_ADMIN", "SUPER_ADMIN"],
  };
}

/** Whether a scope, or a permission, is among those that are granted: to manage is to read too. */
export function isGranted(wanted: string, granted: readonly string[]): boolean {
  return granted.includes(wanted) || granted.includes(wanted.replace(/\.read$/, ".manage"));
}

function poolFederationsOf({ issuers }: TrustModel): readonly OktaPoolFederationModel[] {
  return Object.values(issuers)
    .flatMap((issuer) => (issuer.kind === "cognito" ? Object.values(issuer.federation) : []))
    .filter((federation) => federation.kind === "okta");
}

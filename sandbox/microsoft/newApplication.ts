import { randomUUID } from "node:crypto";
import type { Application } from "./state.ts";

/** A registration as Graph makes it where nothing but a name is said. */
export function newApplication(displayName: string, now: Date): Application {
  return {
    id: randomUUID(),
    appId: randomUUID(),
    createdDateTime: now.toISOString(),
    displayName,
    signInAudience: "AzureADMyOrg",
    identifierUris: [],
    appRoles: [],
    api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [] },
    web: {
      redirectUris: [],
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    },
    optionalClaims: null,
    groupMembershipClaims: null,
    requiredResourceAccess: [],
    passwordCredentials: [],
    federatedIdentityCredentials: [],
    owners: [],
    rest: {},
  };
}

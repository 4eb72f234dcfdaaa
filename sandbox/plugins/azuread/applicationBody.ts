import type { ValuesOf } from "../../../providers/lib/Property.ts";
import type { applicationInputs } from "./application.ts";
import { tagsOf } from "./features.ts";
import { orNull } from "./fields.ts";

type Inputs = ValuesOf<typeof applicationInputs>;
type Claims = NonNullable<NonNullable<Inputs["optionalClaims"]>["idTokens"]>;

/** An application registration as Graph takes it (Microsoft Graph, resource type `application`), without its owners. */
export function applicationBody(app: Inputs): object {
  return {
    api: {
      acceptMappedClaims: app.api.mappedClaimsEnabled ?? false,
      knownClientApplications: app.api.knownClientApplications ?? [],
      oauth2PermissionScopes: (app.api.oauth2PermissionScopes ?? []).map(({ enabled, ...scope }) => ({
        ...scope,
        isEnabled: enabled,
      })),
      requestedAccessTokenVersion: app.api.requestedAccessTokenVersion,
    },
    appRoles: appRolesBody(app.appRoles),
    description: orNull(app.description),
    displayName: app.displayName,
    groupMembershipClaims: orNull(app.groupMembershipClaims?.join(",")),
    identifierUris: app.identifierUris ?? [],
    info: {
      marketingUrl: orNull(app.marketingUrl),
      privacyStatementUrl: orNull(app.privacyStatementUrl),
      supportUrl: orNull(app.supportUrl),
      termsOfServiceUrl: orNull(app.termsOfServiceUrl),
    },
    isDeviceOnlyAuthSupported: app.deviceOnlyAuthEnabled ?? false,
    isFallbackPublicClient: app.fallbackPublicClientEnabled ?? false,
    notes: orNull(app.notes),
    optionalClaims: {
      accessToken: claimsBody(app.optionalClaims?.accessTokens),
      idToken: claimsBody(app.optionalClaims?.idTokens),
      saml2Token: claimsBody(app.optionalClaims?.saml2Tokens),
    },
    publicClient: { redirectUris: app.publicClient?.redirectUris ?? [] },
    requiredResourceAccess: (app.requiredResourceAccesses ?? []).map(({ resourceAppId, resourceAccesses }) => ({
      resourceAppId,
      resourceAccess: resourceAccesses,
    })),
    serviceManagementReference: orNull(app.serviceManagementReference),
    signInAudience: app.signInAudience,
    spa: { redirectUris: app.singlePageApplication?.redirectUris ?? [] },
    tags: tagsOf(app),
    web: {
      homePageUrl: orNull(app.web?.homepageUrl),
      implicitGrantSettings: {
        enableAccessTokenIssuance: app.web?.implicitGrant?.accessTokenIssuanceEnabled ?? false,
        enableIdTokenIssuance: app.web?.implicitGrant?.idTokenIssuanceEnabled ?? false,
      },
      logoutUrl: orNull(app.web?.logoutUrl),
      redirectUris: app.web?.redirectUris ?? [],
    },
  };
}

function appRolesBody(roles: Inputs["appRoles"] = []): readonly object[] {
  return roles.map(({ enabled, ...role }) => ({ ...role, isEnabled: enabled }));
}

function claimsBody(claims: Claims = []): readonly object[] {
  return claims.map(({ name, source, essential = false, additionalProperties = [] }) => ({
    name,
    essential,
    additionalProperties,
    ...(source && { source }),
  }));
}

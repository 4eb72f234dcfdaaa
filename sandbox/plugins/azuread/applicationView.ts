import { featureTagsOf } from "./features.ts";
import { flag, object, objects, text, texts } from "./fields.ts";
import type { GraphObject } from "./GraphClient.ts";
import { appRolesView, idsByValue, permissionScopesView } from "./permissions.ts";

/** An application as Graph shows it, in the outputs' names; owners and what only the beta version tells are not in it. */
export function applicationView(app: GraphObject): GraphObject {
  const info = object(app["info"]);
  const scopes = object(app["api"])["oauth2PermissionScopes"];
  const tags = texts(app["tags"]);
  return {
    api: apiView(object(app["api"])),
    appRoleIds: idsByValue(app["appRoles"]),
    appRoles: appRolesView(app["appRoles"]),
    clientId: text(app["appId"]),
    description: text(app["description"]),
    deviceOnlyAuthEnabled: flag(app["isDeviceOnlyAuthSupported"]),
    disabledByMicrosoft: text(app["disabledByMicrosoftStatus"]),
    displayName: text(app["displayName"]),
    fallbackPublicClientEnabled: flag(app["isFallbackPublicClient"]),
    featureTags: featureTagsOf(tags),
    groupMembershipClaims: text(app["groupMembershipClaims"]).split(",").filter(Boolean),
    identifierUris: texts(app["identifierUris"]),
    logoUrl: text(info["logoUrl"]),
    marketingUrl: text(info["marketingUrl"]),
    notes: text(app["notes"]),
    oauth2PermissionScopeIds: idsByValue(scopes),
    objectId: text(app["id"]),
    optionalClaims: optionalClaimsView(object(app["optionalClaims"])),
    privacyStatementUrl: text(info["privacyStatementUrl"]),
    publicClient: { redirectUris: redirectUris(app["publicClient"]) },
    publisherDomain: text(app["publisherDomain"]),
    requiredResourceAccesses: objects(app["requiredResourceAccess"]).map((one) => ({
      resourceAccesses: objects(one["resourceAccess"]).map(({ id, type }) => ({ id, type })),
      resourceAppId: text(one["resourceAppId"]),
    })),
    serviceManagementReference: text(app["serviceManagementReference"]),
    signInAudience: text(app["signInAudience"]),
    singlePageApplication: { redirectUris: redirectUris(app["spa"]) },
    supportUrl: text(info["supportUrl"]),
    tags,
    templateId: text(app["applicationTemplateId"]),
    termsOfServiceUrl: text(info["termsOfServiceUrl"]),
    web: webView(object(app["web"])),
  };
}

function apiView(api: GraphObject): GraphObject {
  return {
    knownClientApplications: texts(api["knownClientApplications"]),
    mappedClaimsEnabled: flag(api["acceptMappedClaims"]),
    oauth2PermissionScopes: permissionScopesView(api["oauth2PermissionScopes"]),
    requestedAccessTokenVersion: api["requestedAccessTokenVersion"] ?? 1,
  };
}

function optionalClaimsView(claims: GraphObject): GraphObject {
  const view = (value: unknown): readonly GraphObject[] =>
    objects(value).map((claim) => ({
      additionalProperties: texts(claim["additionalProperties"]),
      essential: flag(claim["essential"]),
      name: text(claim["name"]),
      source: text(claim["source"]),
    }));
  return {
    accessTokens: view(claims["accessToken"]),
    idTokens: view(claims["idToken"]),
    saml2Tokens: view(claims["saml2Token"]),
  };
}

function webView(web: GraphObject): GraphObject {
  const implicit = object(web["implicitGrantSettings"]);
  return {
    homepageUrl: text(web["homePageUrl"]),
    implicitGrant: {
      accessTokenIssuanceEnabled: flag(implicit["enableAccessTokenIssuance"]),
      idTokenIssuanceEnabled: flag(implicit["enableIdTokenIssuance"]),
    },
    logoutUrl: text(web["logoutUrl"]),
    redirectUris: texts(web["redirectUris"]),
  };
}

function redirectUris(platform: unknown): readonly string[] {
  return texts(object(platform)["redirectUris"]);
}

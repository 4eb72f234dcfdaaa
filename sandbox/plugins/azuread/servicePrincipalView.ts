import { featuresOf, featureTagsOf } from "./features.ts";
import { flag, object, text, texts } from "./fields.ts";
import type { GraphClient, GraphObject } from "./GraphClient.ts";
import { appRolesView, idsByValue, permissionScopesView } from "./permissions.ts";
import { servicePrincipalId } from "./resourceIds.ts";

/** A service principal as Graph shows it, in the outputs' names, without its owners. */
export async function servicePrincipalView(graph: GraphClient, principal: GraphObject): Promise<GraphObject> {
  const path = servicePrincipalId(text(principal["id"]));
  const beta = await graph.get(`${path}?$select=samlMetadataUrl`, "beta");
  const scopes = principal["oauth2PermissionScopes"];
  const tags = texts(principal["tags"]);
  const saml = principal["samlSingleSignOnSettings"];
  return {
    accountEnabled: flag(principal["accountEnabled"]),
    alternativeNames: texts(principal["alternativeNames"]),
    appRoleAssignmentRequired: flag(principal["appRoleAssignmentRequired"]),
    appRoleIds: idsByValue(principal["appRoles"]),
    appRoles: appRolesView(principal["appRoles"]),
    applicationTenantId: text(principal["appOwnerOrganizationId"]),
    clientId: text(principal["appId"]),
    description: text(principal["description"]),
    displayName: text(principal["displayName"]),
    featureTags: featureTagsOf(tags),
    features: featuresOf(tags),
    homepageUrl: text(principal["homepage"]),
    loginUrl: text(principal["loginUrl"]),
    logoutUrl: text(principal["logoutUrl"]),
    notes: text(principal["notes"]),
    notificationEmailAddresses: texts(principal["notificationEmailAddresses"]),
    oauth2PermissionScopeIds: idsByValue(scopes),
    oauth2PermissionScopes: permissionScopesView(scopes),
    objectId: text(principal["id"]),
    preferredSingleSignOnMode: text(principal["preferredSingleSignOnMode"]),
    redirectUris: texts(principal["replyUrls"]),
    samlMetadataUrl: text(beta["samlMetadataUrl"]),
    samlSingleSignOn:
      saml === null || saml === undefined ? undefined : { relayState: text(object(saml)["relayState"]) },
    // The client id is among Graph's names too.
    servicePrincipalNames: texts(principal["servicePrincipalNames"]).filter((name) => name !== principal["appId"]),
    signInAudience: text(principal["signInAudience"]),
    tags,
    type: text(principal["servicePrincipalType"]),
  };
}

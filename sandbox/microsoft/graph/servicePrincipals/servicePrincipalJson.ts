import { findApplication } from "../../find.ts";
import type { AppRole, Application, Directory, PermissionScope, ServicePrincipal } from "../../state.ts";
import { applicationJson } from "../applications/applicationJson.ts";
import type { Entity, EntityType } from "../odata/EntityType.ts";
import { graphTime } from "../wire.ts";

/** The tenant that Microsoft's own applications are registered in. */
const microsoftTenantId = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/** What a service principal that says nothing of it has (resource type `servicePrincipal`, v1.0). */
const restDefaults = {
  deletedDateTime: null,
  alternativeNames: [],
  applicationTemplateId: null,
  description: null,
  disabledByMicrosoftStatus: null,
  loginUrl: null,
  notes: null,
  notificationEmailAddresses: [],
  preferredSingleSignOnMode: null,
  preferredTokenSigningKeyThumbprint: null,
  resourceSpecificApplicationPermissions: [],
  samlSingleSignOnSettings: null,
  tags: [],
  tokenEncryptionKeyId: null,
  addIns: [],
  keyCredentials: [],
  passwordCredentials: [],
};

/** A service principal as Graph writes it: its own, and what is its registration's. */
export function servicePrincipalJson(principal: ServicePrincipal, directory: Directory): Entity {
  const application = findApplication(directory, principal.appId);
  const registered = application && applicationJson(application, directory);
  const displayName = application?.displayName ?? principal.rest["displayName"] ?? null;
  return {
    id: principal.id,
    accountEnabled: principal.accountEnabled,
    appDescription: registered?.["description"] ?? null,
    appDisplayName: displayName,
    appId: principal.appId,
    appOwnerOrganizationId: application ? directory.tenantId : microsoftTenantId,
    appRoleAssignmentRequired: principal.appRoleAssignmentRequired,
    appRoles: appRolesOf(principal, application).map((role) => ({ ...role, origin: "Application" })),
    createdDateTime: graphTime(principal.createdDateTime),
    displayName,
    homepage: application?.web["homePageUrl"] ?? null,
    info: registered?.["info"] ?? null,
    logoutUrl: application?.web["logoutUrl"] ?? null,
    oauth2PermissionScopes: scopesOf(principal, application),
    replyUrls: application ? replyUrls(application) : [],
    servicePrincipalNames: [...(application?.identifierUris ?? []), principal.appId],
    servicePrincipalType: "Application",
    signInAudience: application?.signInAudience ?? "AzureADMultipleOrgs",
    verifiedPublisher: registered?.["verifiedPublisher"] ?? null,
    ...restDefaults,
    ...principal.rest,
  };
}

export function appRolesOf(principal: ServicePrincipal, application: Application | undefined): readonly AppRole[] {
  return application?.appRoles ?? principal.appRoles ?? [];
}

function scopesOf(principal: ServicePrincipal, application: Application | undefined): readonly PermissionScope[] {
  return application?.api.oauth2PermissionScopes ?? principal.oauth2PermissionScopes ?? [];
}

function replyUrls({ web, rest }: Application): readonly string[] {
  const other = (name: string) => (rest[name] as { redirectUris?: string[] } | undefined)?.redirectUris ?? [];
  return [...web.redirectUris, ...other("spa"), ...other("publicClient")];
}

export const servicePrincipalType: EntityType = {
  name: "servicePrincipal",
  set: "servicePrincipals",
  properties: new Set([
    ...Object.keys(restDefaults),
    ..."id accountEnabled appDescription appDisplayName appId appOwnerOrganizationId appRoleAssignmentRequired".split(
      " ",
    ),
    ..."appRoles createdDateTime displayName homepage info logoutUrl oauth2PermissionScopes replyUrls".split(" "),
    ..."servicePrincipalNames servicePrincipalType signInAudience verifiedPublisher".split(" "),
    // Of beta.
    ..."errorUrl publisherName samlMetadataUrl isAuthorizationServiceEnabled isManagementRestricted".split(" "),
  ]),
  filterable: new Set([
    ..."id accountEnabled alternativeNames appDisplayName appId appOwnerOrganizationId applicationTemplateId".split(
      " ",
    ),
    ..."appRoleAssignmentRequired createdDateTime displayName homepage loginUrl logoutUrl notes".split(" "),
    ..."preferredSingleSignOnMode replyUrls servicePrincipalNames servicePrincipalType tags".split(" "),
  ]),
  searchable: new Set(["displayName", "description", "appDisplayName"]),
};

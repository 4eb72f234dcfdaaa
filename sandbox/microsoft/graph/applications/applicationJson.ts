import type { Application, Directory, PasswordCredential } from "../../state.ts";
import type { Entity, EntityType } from "../odata/EntityType.ts";
import { exactTime, graphTime } from "../wire.ts";

/** What an application that says nothing of it has (resource type `application`, v1.0). */
const restDefaults = {
  deletedDateTime: null,
  applicationTemplateId: null,
  disabledByMicrosoftStatus: null,
  description: null,
  isDeviceOnlyAuthSupported: null,
  isFallbackPublicClient: null,
  nativeAuthenticationApisEnabled: null,
  notes: null,
  oauth2RequirePostResponse: false,
  serviceManagementReference: null,
  tags: [],
  tokenEncryptionKeyId: null,
  samlMetadataUrl: null,
  defaultRedirectUri: null,
  certification: null,
  requestSignatureVerification: null,
  servicePrincipalLockConfiguration: null,
  uniqueName: null,
  addIns: [],
  keyCredentials: [],
  verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
};

/** The complex properties that are never null: what a client does not say of their members. */
export const complexDefaults = {
  info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
  parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
  publicClient: { redirectUris: [] },
  spa: { redirectUris: [] },
};

/** An application as Graph writes it, with everything that can be selected. */
export function applicationJson(application: Application, { domains }: Pick<Directory, "domains">): Entity {
  const { api, web, rest } = application;
  return {
    id: application.id,
    appId: application.appId,
    createdDateTime: graphTime(application.createdDateTime),
    displayName: application.displayName,
    groupMembershipClaims: application.groupMembershipClaims,
    identifierUris: application.identifierUris,
    publisherDomain: domains[0] ?? null,
    signInAudience: application.signInAudience,
    optionalClaims: application.optionalClaims,
    requiredResourceAccess: application.requiredResourceAccess,
    passwordCredentials: application.passwordCredentials.map(passwordJson),
    appRoles: application.appRoles.map((role) => ({ ...role, origin: "Application" })),
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      preAuthorizedApplications: [],
      ...api,
    },
    web: { homePageUrl: null, logoutUrl: null, redirectUriSettings: [], ...web },
    ...restDefaults,
    ...rest,
    ...Object.fromEntries(
      Object.entries(complexDefaults).map(([name, members]) => [name, { ...members, ...(rest[name] as object) }]),
    ),
  };
}

/** A password as Graph shows it after the moment when it was made: without its text. */
export function passwordJson(credential: PasswordCredential): Record<string, unknown> {
  const { startDateTime, endDateTime } = credential;
  return {
    customKeyIdentifier: null,
    ...credential,
    startDateTime: exactTime(startDateTime),
    endDateTime: exactTime(endDateTime),
    secretText: null,
  };
}

export const applicationType: EntityType = {
  name: "application",
  set: "applications",
  properties: new Set([
    ...Object.keys(restDefaults),
    ...Object.keys(complexDefaults),
    ..."id appId createdDateTime displayName groupMembershipClaims identifierUris publisherDomain signInAudience".split(
      " ",
    ),
    ..."optionalClaims requiredResourceAccess passwordCredentials appRoles api web authenticationBehaviors".split(" "),
  ]),
  filterable: new Set([
    ..."id appId applicationTemplateId createdDateTime displayName identifierUris publisherDomain signInAudience".split(
      " ",
    ),
    ..."tags uniqueName serviceManagementReference isDeviceOnlyAuthSupported groupMembershipClaims".split(" "),
    ..."description web/redirectUris info/logoUrl verifiedPublisher/displayName".split(" "),
  ]),
  searchable: new Set(["displayName", "description", "identifierUris"]),
};

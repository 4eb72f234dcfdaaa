import { z } from "zod";

const guid = z.guid().transform((id) => id.toLowerCase());
const text = z.string();
const nullableText = text.nullable();
const texts = z.array(text);
const nullableFlag = z.boolean().nullable();

const appRole = z.strictObject({
  id: guid,
  allowedMemberTypes: z.array(z.enum(["User", "Application"])).min(1),
  value: text
    .max(250)
    .nullish()
    .transform((value) => (value === "" ? null : (value ?? null))),
  displayName: text.min(1).max(100),
  description: text.min(1),
  isEnabled: z.boolean(),
  origin: nullableText.optional().transform(() => undefined),
});

const permissionScope = z.strictObject({
  id: guid,
  value: text.min(1).max(120),
  type: z.enum(["User", "Admin"]).default("User"),
  isEnabled: z.boolean().default(true),
  adminConsentDisplayName: text.min(1).max(100),
  adminConsentDescription: text.min(1),
  userConsentDisplayName: nullableText.default(null),
  userConsentDescription: nullableText.default(null),
});

const api = z.strictObject({
  acceptMappedClaims: nullableFlag,
  knownClientApplications: z.array(guid),
  oauth2PermissionScopes: z.array(permissionScope),
  preAuthorizedApplications: z.array(
    z.strictObject({ appId: guid, delegatedPermissionIds: texts.optional(), permissionIds: texts.optional() }),
  ),
  requestedAccessTokenVersion: z.union([z.literal(1), z.literal(2)]).nullable(),
});

const web = z.strictObject({
  homePageUrl: nullableText,
  logoutUrl: nullableText,
  redirectUris: texts,
  redirectUriSettings: z.array(z.strictObject({ uri: text, index: z.int().nullable().optional() })),
  implicitGrantSettings: z
    .strictObject({ enableIdTokenIssuance: nullableFlag, enableAccessTokenIssuance: nullableFlag })
    .partial(),
});

const redirects = z.strictObject({ redirectUris: texts }).partial();

const optionalClaim = z.strictObject({
  name: text.min(1),
  source: nullableText.default(null),
  essential: z.boolean().default(false),
  additionalProperties: texts.default([]),
});
const claims = z.array(optionalClaim).nullable();

/** What a client may say of an application; a PATCH says any part of it. */
export const applicationBody = z
  .strictObject({
    displayName: text.min(1).max(256),
    signInAudience: z.enum([
      "AzureADMyOrg",
      "AzureADMultipleOrgs",
      "AzureADandPersonalMicrosoftAccount",
      "PersonalMicrosoftAccount",
    ]),
    identifierUris: texts,
    appRoles: z.array(appRole),
    api: api.partial().nullable(),
    web: web.partial().nullable(),
    optionalClaims: z.strictObject({ idToken: claims, accessToken: claims, saml2Token: claims }).partial().nullable(),
    groupMembershipClaims: nullableText,
    requiredResourceAccess: z.array(
      z.strictObject({
        resourceAppId: guid,
        resourceAccess: z.array(z.strictObject({ id: guid, type: z.enum(["Role", "Scope"]) })),
      }),
    ),
    "owners@odata.bind": texts,

    description: text.max(1024).nullable(),
    notes: nullableText,
    isDeviceOnlyAuthSupported: nullableFlag,
    isFallbackPublicClient: nullableFlag,
    oauth2RequirePostResponse: nullableFlag,
    serviceManagementReference: nullableText,
    tags: z.array(text.min(1).max(256)),
    tokenEncryptionKeyId: guid.nullable(),
    samlMetadataUrl: nullableText,
    defaultRedirectUri: nullableText,
    info: z
      .strictObject({
        logoUrl: nullableText,
        marketingUrl: nullableText,
        privacyStatementUrl: nullableText,
        supportUrl: nullableText,
        termsOfServiceUrl: nullableText,
      })
      .partial()
      .nullable(),
    publicClient: redirects.nullable(),
    spa: redirects.nullable(),
    parentalControlSettings: z
      .strictObject({ countriesBlockedForMinors: texts, legalAgeGroupRule: nullableText })
      .partial()
      .nullable(),
    servicePrincipalLockConfiguration: z
      .strictObject({
        isEnabled: z.boolean(),
        allProperties: nullableFlag,
        credentialsWithUsageSign: nullableFlag,
        credentialsWithUsageVerify: nullableFlag,
        identifierUris: nullableFlag,
        tokenEncryptionKeyId: nullableFlag,
      })
      .partial()
      .nullable(),
    requestSignatureVerification: z
      .strictObject({ isSignedRequestRequired: z.boolean(), allowedWeakAlgorithms: nullableText })
      .partial()
      .nullable(),
    authenticationBehaviors: z
      .strictObject({
        blockAzureADGraphAccess: nullableFlag,
        removeUnverifiedEmailClaim: nullableFlag,
        requireClientServicePrincipal: nullableFlag,
      })
      .partial()
      .nullable(),
    nativeAuthenticationApisEnabled: z.enum(["none", "all"]).nullable(),
    keyCredentials: z.array(z.unknown()).max(0),
    passwordCredentials: z.array(z.unknown()).max(0),
    addIns: z.array(z.unknown()).max(0),
  })
  .partial();

export type ApplicationBody = z.infer<typeof applicationBody>;

/**
 * What decides whether a claim that was asked for is in the v2.0 ID token of a person.
 * - `always`: nothing else is needed.
 * - a property of the person (Graph's name): it must have a value.
 * - `tenant`: a setting of the tenant that is not known here decides.
 * - `never`: it is for other accounts, devices, networks or token versions than a cloud-only member at a plain sign-in.
 */
export type OptionalClaimCondition =
  "always" | "mail" | "givenName" | "surname" | "country" | "preferredLanguage" | "tenant" | "never";

export interface OptionalIdTokenClaim {
  /** False for those that do something in other tokens alone, though a registration may name them for ID tokens. */
  readonly inV2IdTokens: boolean;
  /** Whether the portal's list for ID tokens has it: these are "all" of the guide. */
  readonly inPortalList: boolean;
  /** The delegated permission of Microsoft Graph that the claim needs consent for. */
  readonly permission?: "email" | "profile";
  readonly appliesToCloudMember: OptionalClaimCondition;
}

/**
 * The optional claims that an application registration can ask for in ID tokens, by name (learn.microsoft.com,
 * "Optional claims reference"). Not documented, and inferred: that `ctry` is the user's `country`; that the `verified_…`
 * claims, whose sources a cloud-only member need not have, may be missing.
 */
export const optionalIdTokenClaims = {
  acct: listed("always"),
  acrs: { ...listed("never"), inPortalList: false },
  auth_time: listed("always"),
  ctry: listed("country"),
  email: { ...listed("mail"), permission: "email" },
  family_name: { ...listed("surname"), permission: "profile" },
  fwd: listed("never"),
  given_name: { ...listed("givenName"), permission: "profile" },
  in_corp: listed("never"),
  ipaddr: listed("always"),
  login_hint: listed("always"),
  onprem_sid: listed("never"),
  /** An optional claim of v1.0 tokens; those of v2.0 have it whenever `profile` is consented to. */
  preferred_username: { ...listed("never"), inV2IdTokens: false },
  pwd_exp: listed("never"),
  pwd_url: listed("never"),
  sid: listed("always"),
  tenant_ctry: listed("tenant"),
  tenant_region_scope: listed("always"),
  upn: { ...listed("always"), permission: "profile" },
  verified_primary_email: listed("tenant"),
  verified_secondary_email: listed("tenant"),
  vnet: listed("never"),
  /** A client's capabilities are told in access tokens. */
  xms_cc: { ...listed("never"), inV2IdTokens: false, inPortalList: false },
  /** Whether the domain of `email` is verified; documented for some kinds of account, so not to be counted on. */
  xms_edov: { ...listed("tenant"), permission: "email", inPortalList: false },
  xms_pdl: listed("never"),
  xms_pl: listed("preferredLanguage"),
  xms_tpl: listed("tenant"),
  ztdid: listed("never"),
} as const satisfies Readonly<Record<string, OptionalIdTokenClaim>>;

export type OptionalIdTokenClaimName = keyof typeof optionalIdTokenClaims;

export const optionalIdTokenClaimNames = Object.keys(optionalIdTokenClaims) as readonly OptionalIdTokenClaimName[];

export function isOptionalIdTokenClaim(name: string): name is OptionalIdTokenClaimName {
  return Object.hasOwn(optionalIdTokenClaims, name);
}

/** What an account without a directory on the premises may have; absent is unset. */
export interface CloudMember {
  readonly mail?: string | null | undefined;
  readonly givenName?: string | null | undefined;
  readonly surname?: string | null | undefined;
  /** Counts as set only where it is a code of two letters. */
  readonly country?: string | null | undefined;
  readonly preferredLanguage?: string | null | undefined;
}

/**
 * Whether a claim that was asked for, and consented to, must be in the v2.0 ID token of a cloud-only member.
 * @returns `unknown` where the tenant's own settings decide
 */
export function appliesToCloudMember(
  name: OptionalIdTokenClaimName,
  member: CloudMember,
): "applies" | "does not apply" | "unknown" {
  const condition: OptionalClaimCondition = optionalIdTokenClaims[name].appliesToCloudMember;
  if (condition === "tenant") return "unknown";
  if (condition === "always" || condition === "never") return condition === "always" ? "applies" : "does not apply";
  const value = member[condition] ?? "";
  const isSet = condition === "country" ? /^[A-Za-z]{2}$/.test(value) : value !== "";
  return isSet ? "applies" : "does not apply";
}

function listed<const Condition extends OptionalClaimCondition>(appliesToCloudMember: Condition) {
  return { inV2IdTokens: true, inPortalList: true, appliesToCloudMember } as const;
}

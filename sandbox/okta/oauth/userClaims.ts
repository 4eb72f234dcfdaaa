import type { User } from "../state.ts";

/** The claims of the scope `profile`, each with the attribute that Okta takes it from (developer.okta.com, "Users API"). */
const profileClaims: Readonly<Record<string, string>> = {
  nickname: "nickName",
  given_name: "firstName",
  middle_name: "middleName",
  family_name: "lastName",
  profile: "profileUrl",
};

/**
 * What the scopes open of a person (Okta, "OpenID Connect & OAuth 2.0", scope-dependent claims); an attribute that is empty
 * gives no claim. Locale and time zone are Okta's own where nobody set them; that an address which an administrator gave is
 * verified is inferred.
 */
export function userClaims({ profile, lastUpdated }: User, scopes: readonly string[]): Record<string, unknown> {
  const claims = {
    ...(scopes.includes("profile") && {
      name: profile["displayName"] ?? `${profile.firstName} ${profile.lastName}`,
      locale: profile["locale"] ?? "en_US",
      preferred_username: profile.login,
      ...Object.fromEntries(Object.entries(profileClaims).map(([claim, attribute]) => [claim, profile[attribute]])),
      zoneinfo: profile["timezone"] ?? "America/Los_Angeles",
      updated_at: Math.floor(Date.parse(lastUpdated) / 1000),
    }),
    ...(scopes.includes("email") && { email: profile.email, email_verified: true }),
    ...(scopes.includes("phone") && { phone_number: profile["primaryPhone"] }),
    ...(scopes.includes("address") && { address: addressOf(profile) }),
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

/**
 * What an ID token says that comes with an access token, as every one of the code grant does: the rest is at the userinfo
 * endpoint (the table of the same page, "Claims Returned in ID Token").
 */
export function thinClaims(user: User, scopes: readonly string[]): Record<string, unknown> {
  const { name, preferred_username, email } = userClaims(user, scopes);
  const claims = { name, preferred_username, email };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

function addressOf(profile: User["profile"]): object | undefined {
  const parts = {
    street_address: profile["streetAddress"],
    locality: profile["city"],
    region: profile["state"],
    postal_code: profile["zipCode"],
    country: profile["countryCode"],
  };
  const said = Object.entries(parts).filter(([, value]) => value !== undefined);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

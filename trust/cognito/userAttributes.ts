/** What each scope opens of a person (OpenID Connect Core 1.0, section 5.4), as far as Cognito has the scope. */
const attributesOfScopes: Readonly<Record<string, readonly string[]>> = {
  profile: [
    ...["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture"],
    ...["website", "gender", "birthdate", "zoneinfo", "locale", "updated_at"],
  ],
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
};

const scopesAboutPeople = Object.keys(attributesOfScopes);

/** The claims that scopes open. */
export function claimsOfScopes(...scopes: readonly string[]): readonly string[] {
  return scopes.flatMap((scope) => attributesOfScopes[scope] ?? []);
}

/**
 * The standard attributes that can be written to the people of every pool (Amazon Cognito developer guide, "Working with
 * user attributes"). The pools of this program have no custom ones.
 */
export const userAttributes: readonly string[] = ["address", ...claimsOfScopes(...scopesAboutPeople)].sort();

/** What ID tokens or the userInfo endpoint say of everybody, whatever the scopes beside `openid`. */
const claimsOfEverybody: readonly string[] = ["cognito:groups", "cognito:username", "identities", "sub", "username"];

/**
 * Every claim that a relying party can take something about a person from (developer guide, "Understanding the identity
 * (ID) token" and "The user attributes endpoint").
 */
export const personClaims: readonly string[] = [...claimsOfEverybody, ...userAttributes].sort();

/**
 * Whether a claim of a person comes with scopes, `openid` among them. `openid` without any scope that is about people
 * opens all of their attributes (developer guide, "The user attributes endpoint").
 */
export function comesWith(claim: string, scopes: readonly string[]): boolean {
  if (claimsOfEverybody.includes(claim)) return true;
  const asked = scopes.filter((scope) => scopesAboutPeople.includes(scope));
  return asked.length === 0 || claimsOfScopes(...asked).includes(claim);
}

/** The scope that opens a claim; undefined for a claim that `openid` alone opens. */
export function scopeOf(claim: string): string | undefined {
  return scopesAboutPeople.find((scope) => attributesOfScopes[scope]?.includes(claim));
}

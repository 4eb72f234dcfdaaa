import { mayRead } from "./clientSettings.ts";
import { nameOf } from "./find.ts";
import type { AppClient, Group, User, UserPool } from "./state.ts";

/** The attributes that a scope stands for (Amazon Cognito developer guide, "The user attributes endpoint"). */
const attributesOf: Readonly<Record<string, readonly string[]>> = {
  profile: [
    ...["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture"],
    ...["website", "gender", "birthdate", "zoneinfo", "locale", "updated_at"],
  ],
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
};

/** Every scope that is about attributes. */
const attributeScopes = Object.keys(attributesOf);

/** Of the JSON that AWS keeps of federated profiles. */
const identities = "identities";

/**
 * The attributes of a user that a client may read and scopes stand for, as they are kept: texts. `profile` stands for
 * custom attributes too; without any scope that is about attributes it is all of them.
 */
export function readableAttributes(
  client: AppClient,
  { attributes }: User,
  scopes: readonly string[],
): Record<string, string> {
  const asked = scopes.filter((scope) => attributeScopes.includes(scope));
  const covered = (name: string): boolean =>
    asked.length === 0 ||
    asked.some((scope) => attributesOf[scope]?.includes(name)) ||
    (name.startsWith("custom:") && asked.includes("profile"));
  const own = Object.entries(attributes).filter(([name]) => name !== "sub" && name !== identities);
  return Object.fromEntries(own.filter(([name]) => covered(name) && mayRead(client, name)));
}

/**
 * Whether a client may read what `email` and `phone` stand for, with the flags that say whether it was verified: a token
 * request that goes beyond is refused (developer guide, "The token issuer endpoint").
 */
export function mayReadScopes(client: AppClient, scopes: readonly string[]): boolean {
  const needed = ["email", "phone"]
    .filter((scope) => scopes.includes(scope))
    .flatMap((name) => attributesOf[name] ?? []);
  return needed.every((attribute) => mayRead(client, attribute));
}

/** What an ID token says of a user: attributes as texts, the flags among them as booleans, groups and their roles. */
export function identityClaims(
  pool: UserPool,
  client: AppClient,
  user: User,
  scopes: readonly string[],
): Record<string, unknown> {
  const attributes = Object.entries(readableAttributes(client, user, scopes)).map(
    ([name, value]) => [name, name.endsWith("_verified") ? value === "true" : value] as const,
  );
  const federated = user.attributes[identities];
  return {
    ...Object.fromEntries(attributes),
    ...groupClaims(pool, user),
    ...roleClaims(groupsOf(pool, user)),
    "cognito:username": nameOf(pool, user),
    ...(federated !== undefined && { identities: JSON.parse(federated) as unknown }),
  };
}

export function groupClaims(pool: UserPool, user: User): Record<string, unknown> {
  const names = groupsOf(pool, user).map(({ name }) => name);
  return names.length === 0 ? {} : { "cognito:groups": names };
}

/** By precedence, the lowest number first, those without one last; then by name. */
function groupsOf({ groups }: UserPool, { sub }: User): Group[] {
  return Object.values(groups)
    .filter(({ members }) => members.includes(sub))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "en"));
}

function rank({ precedence = Number.MAX_SAFE_INTEGER }: Group): number {
  return precedence;
}

/** The preferred role is that of the first group; not if another of the same precedence has another role (API reference, CreateGroup). */
function roleClaims(groups: readonly Group[]): Record<string, unknown> {
  const withRole = groups.filter(({ roleArn }) => roleArn !== undefined);
  const [first] = withRole;
  if (first === undefined) return {};
  const rivals = withRole.filter((group) => rank(group) === rank(first) && group.roleArn !== first.roleArn);
  return {
    "cognito:roles": [...new Set(withRole.map(({ roleArn }) => roleArn))],
    ...(rivals.length === 0 && { "cognito:preferred_role": first.roleArn }),
  };
}

import { lookUp } from "../../remember.ts";
import type { AwsAccount } from "../AwsAccount.ts";
import type { AppClient, Domain, User, UserPool } from "./state.ts";

export function findPool(account: AwsAccount, region: string, id: string): UserPool | undefined {
  return account.region(region).userPools.find((pool) => pool.id === id);
}

/** The client of a region that has this id, with its pool: client ids are unique, and some operations name no pool. */
export function findClient(
  account: AwsAccount,
  region: string,
  clientId: string,
): { readonly pool: UserPool; readonly client: AppClient } | undefined {
  for (const pool of account.region(region).userPools) {
    const client = lookUp(pool.clients, clientId);
    if (client) return { pool, client };
  }
  return undefined;
}

export interface FoundDomain {
  readonly pool: UserPool;
  readonly region: string;
  readonly domain: Domain;
}

/** The pool whose prefix this is in a region. */
export function findPrefixDomain(account: AwsAccount, region: string, prefix: string): FoundDomain | undefined {
  const pool = account.region(region).userPools.find(({ domain }) => domain?.domain === prefix);
  return pool?.domain && { pool, region, domain: pool.domain };
}

/** The pool that has this custom domain, in whatever region. */
export function findCustomDomain(account: AwsAccount, host: string): FoundDomain | undefined {
  for (const [region, { userPools }] of Object.entries(account.state.regions)) {
    const pool = userPools.find(({ customDomain }) => customDomain?.domain === host);
    if (pool?.customDomain) return { pool, region, domain: pool.customDomain };
  }
  return undefined;
}

/**
 * The user that a name stands for: a user name, a `sub`, or what the pool signs in with instead. E-mail addresses and phone
 * numbers that are mere aliases count once they are verified (Amazon Cognito developer guide, "Customizing sign-in
 * attributes").
 */
export function findUser(pool: UserPool, name: string): User | undefined {
  const users = Object.values(pool.users);
  return users.find((user) => user.sub === name || nameOf(pool, user) === name) ?? findBySignInName(pool, name);
}

function findBySignInName(pool: UserPool, name: string): User | undefined {
  const wanted = foldCase(pool, name);
  return Object.values(pool.users).find((user) =>
    signInNames(pool, user).some((one) => foldCase(pool, one) === wanted),
  );
}

/** Everything that a user can give as the user name. */
export function signInNames(pool: UserPool, { username, attributes }: User): string[] {
  const { usernameAttributes, aliasAttributes } = pool;
  const own = usernameAttributes.length > 0 ? [] : [username];
  const instead = usernameAttributes.map((name) => attributes[name]);
  const aliases = aliasAttributes
    .filter((name) => name === "preferred_username" || attributes[`${name}_verified`] === "true")
    .map((name) => attributes[name]);
  return [...own, ...instead, ...aliases].filter((name) => name !== undefined);
}

/** The user name that the API and tokens show: `sub` where the pool signs in with attributes. */
export function nameOf(pool: UserPool, { username, sub }: User): string {
  return pool.usernameAttributes.length > 0 ? sub : username;
}

/** Names that are the same in a pool without regard to case become the same text. */
export function foldCase({ usernameCaseSensitive }: UserPool, name: string): string {
  return usernameCaseSensitive ? name : name.toLowerCase();
}

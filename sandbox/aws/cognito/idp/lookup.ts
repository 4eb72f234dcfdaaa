import { lookUp } from "../../../remember.ts";
import type { AwsCall } from "../../AwsService.ts";
import { findClient, findPool, findUser } from "../find.ts";
import type { AppClient, Group, IdentityProvider, ResourceServer, User, UserPool } from "../state.ts";
import { missing, refuse } from "./refusals.ts";

/** In seconds, with fractions, as the API tells times. */
export function nowOf(call: AwsCall): number {
  return call.account.now().getTime() / 1000;
}

/** @throws AwsError ResourceNotFoundException */
export function requirePool(call: AwsCall, id: string): UserPool {
  const pool = findPool(call.account, call.region, id);
  if (!pool) throw missing(`User pool ${id} does not exist.`);
  return pool;
}

/** @throws AwsError ResourceNotFoundException */
export function requireClient(pool: UserPool, id: string): AppClient {
  const client = lookUp(pool.clients, id);
  if (!client) throw missing(`User pool client ${id} does not exist.`);
  return client;
}

/** The client that an operation names without its pool. @throws AwsError ResourceNotFoundException */
export function requirePublicClient(call: AwsCall, id: string): { pool: UserPool; client: AppClient } {
  const found = findClient(call.account, call.region, id);
  if (!found) throw missing(`User pool client ${id} does not exist.`);
  return found;
}

/** @throws AwsError ResourceNotFoundException */
export function requireGroup(pool: UserPool, name: string): Group {
  const group = lookUp(pool.groups, name);
  if (!group) throw missing("Group not found.");
  return group;
}

/** @throws AwsError ResourceNotFoundException */
export function requireResourceServer(pool: UserPool, identifier: string): ResourceServer {
  const server = lookUp(pool.resourceServers, identifier);
  if (!server) throw missing(`Resource server ${identifier} does not exist.`);
  return server;
}

/** @throws AwsError ResourceNotFoundException */
export function requireIdentityProvider(pool: UserPool, name: string): IdentityProvider {
  const provider = lookUp(pool.identityProviders, name);
  if (!provider) throw missing(`Identity provider ${name} does not exist.`);
  return provider;
}

/** @throws AwsError UserNotFoundException */
export function requireUser(pool: UserPool, name: string): User {
  const user = findUser(pool, name);
  if (!user) throw refuse("UserNotFoundException", "User does not exist.");
  return user;
}

/** The user of a request, its pool, and the time. */
export function readUser(
  call: AwsCall,
  { UserPoolId, Username }: { readonly UserPoolId: string; readonly Username: string },
): { readonly pool: UserPool; readonly user: User; readonly now: number } {
  const pool = requirePool(call, UserPoolId);
  return { pool, user: requireUser(pool, Username), now: nowOf(call) };
}

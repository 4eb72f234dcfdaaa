import type {
  GroupType,
  ProviderDescription,
  ResourceServerType,
  UserPoolClientDescription,
} from "@aws-sdk/client-cognito-identity-provider";
import { allPages } from "../allPages.ts";
import type { AwsServices } from "../AwsAccess.ts";

/** What is in a pool, but for its people. */
export interface PoolContent {
  readonly clients: readonly UserPoolClientDescription[];
  readonly resourceServers: readonly ResourceServerType[];
  readonly groups: readonly GroupType[];
  readonly providers: readonly ProviderDescription[];
}

/** @throws AwsError, CrosstrustError */
export async function readPoolContent(
  userPools: Pick<
    AwsServices["userPools"],
    "listUserPoolClients" | "listResourceServers" | "listGroups" | "listIdentityProviders"
  >,
  UserPoolId: string,
): Promise<PoolContent> {
  const [clients, resourceServers, groups, providers] = await Promise.all([
    allPages(
      async (page) => userPools.listUserPoolClients({ UserPoolId, MaxResults: 60, ...page }),
      ({ UserPoolClients }) => UserPoolClients,
    ),
    allPages(
      async (page) => userPools.listResourceServers({ UserPoolId, MaxResults: 50, ...page }),
      ({ ResourceServers }) => ResourceServers,
    ),
    allPages(
      async (page) => userPools.listGroups({ UserPoolId, ...page }),
      ({ Groups }) => Groups,
    ),
    allPages(
      async (page) => userPools.listIdentityProviders({ UserPoolId, ...page }),
      ({ Providers }) => Providers,
    ),
  ]);
  return { clients, resourceServers, groups, providers };
}

/**
 * The groups that Cognito makes by itself: one for each provider, once somebody comes from there (developer guide, "Adding
 * groups to a user pool").
 */
export function groupsOfProviders(userPoolId: string, providers: readonly string[]): ReadonlySet<string> {
  return new Set(providers.map((provider) => `${userPoolId}_${provider}`));
}

import type { UserPoolClientDescription } from "@aws-sdk/client-cognito-identity-provider";
import { groupsOfProviders, type PoolContent } from "../../../vendors/aws/userPool/readPoolContent.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { notThere } from "../../lib/notThere.ts";
import { putBack } from "../../lib/putBack.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { ifThere, readPart } from "../lib/compareAws.ts";
import { partOf } from "../lib/configPlace.ts";
import { textOf } from "../lib/textOf.ts";
import { beyond, listed } from "../lib/words.ts";
import type { PoolUnderDrift, UserPools } from "./PoolUnderDrift.ts";

/** Clients, scopes, groups and identity providers of the pool that nobody declared. */
export async function comparePoolContent(
  under: PoolUnderDrift,
  userPools: UserPools,
  { clients, resourceServers, groups, providers }: PoolContent,
): Promise<readonly DriftFinding[]> {
  const own = (type: string) =>
    resourcesOf(under.context.state, `aws:cognito/${type}`).filter(
      ({ inputs }) => inputs["userPoolId"] === under.deployed.userPoolId,
    );
  const named = (type: string, property: string) =>
    new Set(own(type).map(({ inputs }) => textOf(inputs, property) ?? ""));
  const clientIds = new Set(own("userPoolClient:UserPoolClient").map(({ id }) => id));
  const ownGroups = named("userGroup:UserGroup", "name");
  const automatic = groupsOfProviders(under.deployed.userPoolId, Object.keys(under.model.federation));
  const ownProviders = named("identityProvider:IdentityProvider", "providerName");
  const strangers = clients.filter(({ ClientId }) => !clientIds.has(ClientId));
  return [
    ...(await Promise.all(strangers.map(async (one) => undeclaredClient(under, userPools, one)))).flat(),
    ...resourceServers.flatMap((server) =>
      undeclaredScopes(
        under,
        server,
        own("resourceServer:ResourceServer").some(({ inputs }) => inputs["identifier"] === server.Identifier),
      ),
    ),
    ...groups.flatMap(({ GroupName: group = "", RoleArn }) =>
      ownGroups.has(group) || automatic.has(group) ? [] : [undeclaredGroup(under, group, RoleArn)],
    ),
    ...providers.flatMap(({ ProviderName: provider = "", ProviderType = "OIDC" }) =>
      ownProviders.has(provider) ? [] : [undeclaredProvider(under, provider, ProviderType)],
    ),
  ];
}

/** What it can get is asked for: the list has but its name. */
async function undeclaredClient(
  { context, place, deployed }: PoolUnderDrift,
  userPools: UserPools,
  { ClientId = "", ClientName = "" }: UserPoolClientDescription,
): Promise<readonly DriftFinding[]> {
  const { userPoolId: UserPoolId } = deployed;
  const here = partOf(place, `client ${ClientName} (${ClientId})`);
  return readPart({ place: here, action: "cognito-idp:DescribeUserPoolClient" }, async () => {
    const found = (await ifThere(userPools.describeUserPoolClient({ UserPoolId, ClientId })))?.UserPoolClient;
    if (found === undefined) return notThere(here, ClientId);
    const { AllowedOAuthScopes: scopes = [], AllowedOAuthFlows: flows = [], CallbackURLs: urls = [] } = found;
    const names = Object.values(context.trust.apis).some(({ authorizers }) =>
      Object.values(authorizers).some(
        ({ issuer, audiences }) => issuer === deployed.issuer && audiences.includes(ClientId),
      ),
    );
    const atGateway = names ? "routes of the pool take them" : "no authorizer names it, so no route takes them";
    return [
      driftFinding({
        rule: "unmanaged-client",
        ...here,
        message: `The user pool has a client ${ClientName} that nobody declared.`,
        expected: "no such client",
        actual: `flows: ${listed(flows)}; scopes: ${listed(scopes)}; callback URLs: ${listed(urls)}`,
        gains: `Whoever holds its credentials gets tokens of the pool for ${listed(scopes, "no scope")}; ${atGateway}.`,
        advice: deleteIt(
          awsCommand(
            "cognito-idp delete-user-pool-client",
            { "user-pool-id": UserPoolId, "client-id": ClientId },
            context.trust.region,
          ),
        ),
      }),
    ];
  });
}

function undeclaredScopes(
  { context, place, model, deployed }: PoolUnderDrift,
  { Identifier = "", Name = "", Scopes = [] }: PoolContent["resourceServers"][number],
  isOwn: boolean,
): readonly DriftFinding[] {
  const ids = { "user-pool-id": deployed.userPoolId, identifier: Identifier };
  const live = Scopes.map(({ ScopeName = "" }) => ScopeName);
  if (!isOwn) {
    return [
      driftFinding({
        rule: "unmanaged-scope",
        ...partOf(place, `resource server ${Identifier}`),
        message: `The user pool has a resource server ${Name} that nobody declared.`,
        expected: "no such resource server",
        actual: `scopes: ${listed(live)}`,
        advice: deleteIt(awsCommand("cognito-idp delete-resource-server", ids, context.trust.region)),
      }),
    ];
  }
  const [key, declared] = Object.entries(model.resourceServers).find(([, one]) => one.identifier === Identifier) ?? [];
  const known = Object.keys(declared?.scopes ?? {});
  return beyond(live, known).map((scope) =>
    driftFinding({
      rule: "unmanaged-scope",
      ...partOf(place, `scope ${Identifier}/${scope}`),
      message: `The resource server ${key ?? Identifier} has a scope ${scope} that nobody declared.`,
      expected: `scopes: ${listed(known)}`,
      actual: `scopes: ${listed(live)}`,
      gains: `Clients that are given ${Identifier}/${scope} get it in their tokens.`,
      advice: putBack(context.stack),
      explains: ["scopes", "scopeIdentifiers"].map((property) => ({
        id: `${deployed.userPoolId}|${Identifier}`,
        property,
      })),
    }),
  );
}

function undeclaredGroup({ context, place, deployed }: PoolUnderDrift, group: string, role?: string): DriftFinding {
  const ids = { "user-pool-id": deployed.userPoolId, "group-name": group };
  return driftFinding({
    rule: "unmanaged-object",
    ...partOf(place, `group ${group}`),
    message: `The user pool has a group ${group} that nobody declared.`,
    expected: "no such group",
    actual: role === undefined ? "without a role" : `with the role ${role}`,
    gains: `People in it have ${group} in the cognito:groups of their tokens.`,
    advice: deleteIt(awsCommand("cognito-idp delete-group", ids, context.trust.region)),
  });
}

function undeclaredProvider(
  { context, place, deployed }: PoolUnderDrift,
  provider: string,
  type: string,
): DriftFinding {
  const ids = { "user-pool-id": deployed.userPoolId, "provider-name": provider };
  return driftFinding({
    rule: "unmanaged-identity-provider",
    ...partOf(place, `identity provider ${provider}`),
    message: `The user pool has an identity provider ${provider} that nobody declared.`,
    expected: "no such identity provider",
    actual: type,
    gains: `People of ${provider} can sign in to clients that name it, as whom it says that they are.`,
    advice: deleteIt(awsCommand("cognito-idp delete-identity-provider", ids, context.trust.region)),
  });
}

import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import { groupsOfProviders, readPoolContent } from "../../vendors/aws/userPool/readPoolContent.ts";
import { inList, type Settings } from "../../vendors/aws/userPool/Settings.ts";
import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { UserPoolUnderTest } from "./UserPoolUnderTest.ts";
import { userPoolCheck } from "./userPoolCheck.ts";

/** That the pool has the declared clients, scopes, groups and identity providers, and nothing that nobody declared. */
export function poolContentCheck(context: VerifyContext, under: UserPoolUnderTest): Check {
  const expected = declaredContent(under);
  return userPoolCheck(context, under, {
    name: `${under.name}: nothing in the pool beside what is declared`,
    expected: inLists(expected),
    look: async (services) => inLists(await contentOf(services, under), expected),
  });
}

type Content = Readonly<Record<string, readonly string[]>>;

function declaredContent({ model: { clients, resourceServers, groups, federation } }: UserPoolUnderTest): Content {
  return {
    clients: Object.keys(clients),
    "scopes of resource servers": Object.values(resourceServers).flatMap(({ identifier, scopes }) =>
      scopesOf(identifier, Object.keys(scopes)),
    ),
    groups: Object.keys(groups),
    "identity providers": Object.keys(federation),
  };
}

async function contentOf({ userPools }: AwsServices, { model, deployed }: UserPoolUnderTest): Promise<Content> {
  const { clients, resourceServers, groups, providers } = await readPoolContent(userPools, deployed.userPoolId);
  const names = new Map(Object.entries(deployed.clients).map(([name, { clientId }]) => [clientId, name]));
  const ownGroups = groupsOfProviders(deployed.userPoolId, Object.keys(model.federation));
  return {
    // What a client is called in AWS anybody may give to another: its id alone tells which it is.
    clients: clients.map(({ ClientId = "", ClientName = "" }) => names.get(ClientId) ?? `${ClientName} (${ClientId})`),
    "scopes of resource servers": resourceServers.flatMap(({ Identifier = "", Scopes = [] }) =>
      scopesOf(
        Identifier,
        Scopes.map(({ ScopeName = "" }) => ScopeName),
      ),
    ),
    groups: groups.map(({ GroupName = "" }) => GroupName).filter((group) => !ownGroups.has(group)),
    "identity providers": providers.map(({ ProviderName = "" }) => ProviderName),
  };
}

function scopesOf(identifier: string, scopes: readonly string[]): readonly string[] {
  return scopes.length === 0 ? [`${identifier} without a scope`] : scopes.map((scope) => `${identifier}/${scope}`);
}

/** @param declared without it, all of the content is */
function inLists(content: Content, declared = content): Settings {
  return Object.fromEntries(
    Object.entries(content).map(([kind, names]) => [
      kind,
      inList(names.map((name) => (declared[kind]?.includes(name) === true ? name : `${name} (not declared)`))),
    ]),
  );
}

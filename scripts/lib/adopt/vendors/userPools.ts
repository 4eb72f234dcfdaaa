import { allPages } from "../../vendors/aws/allPages.ts";
import type { Finder } from "../Finder.ts";
import { unlessNone } from "./unlessNone.ts";

/** How hashicorp/terraform-provider-aws imports the types of Cognito: the pool's id and their own, parted in four ways. */
export const userPoolFinders: Readonly<Record<string, Finder>> = {
  "aws:cognito/userPool:UserPool": async ({ text }, vendors) => {
    const { userPools } = await vendors.aws();
    const all = await allPages(
      (page) => userPools.listUserPools({ MaxResults: 60, ...page }),
      (page) => page.UserPools,
    );
    return all.filter(({ Name }) => Name === text("name")).map(({ Id = "" }) => ({ importId: Id }));
  },
  "aws:cognito/userPoolDomain:UserPoolDomain": async ({ text, ref }, vendors) => {
    const { userPools } = await vendors.aws();
    const [UserPoolId, Domain] = [await ref("userPoolId"), text("domain")];
    if (Domain === undefined) return [];
    // AWS answers for a domain that nobody has with an empty description.
    const answer = await unlessNone(userPools.describeUserPoolDomain({ Domain }));
    return answer?.DomainDescription?.UserPoolId === UserPoolId ? [{ importId: Domain }] : [];
  },
  "aws:cognito/userPoolClient:UserPoolClient": async ({ text, ref }, vendors) => {
    const { userPools } = await vendors.aws();
    const UserPoolId = await ref("userPoolId");
    const all = await allPages(
      (page) => userPools.listUserPoolClients({ UserPoolId, MaxResults: 60, ...page }),
      (page) => page.UserPoolClients,
    );
    return all
      .filter(({ ClientName }) => ClientName === text("name"))
      .map(({ ClientId = "" }) => ({ importId: `${UserPoolId}/${ClientId}`, facts: { id: ClientId } }));
  },
  "aws:cognito/resourceServer:ResourceServer": async ({ text, ref }, vendors) => {
    const { userPools } = await vendors.aws();
    const UserPoolId = await ref("userPoolId");
    const all = await allPages(
      (page) => userPools.listResourceServers({ UserPoolId, MaxResults: 50, ...page }),
      (page) => page.ResourceServers,
    );
    return all
      .filter(({ Identifier }) => Identifier === text("identifier"))
      .map(({ Identifier }) => ({ importId: `${UserPoolId}|${Identifier}` }));
  },
  "aws:cognito/userGroup:UserGroup": async ({ text, ref }, vendors) => {
    const { userPools } = await vendors.aws();
    const UserPoolId = await ref("userPoolId");
    const all = await allPages(
      (page) => userPools.listGroups({ UserPoolId, ...page }),
      (page) => page.Groups,
    );
    return all
      .filter(({ GroupName }) => GroupName === text("name"))
      .map(({ GroupName }) => ({ importId: `${UserPoolId}/${GroupName}` }));
  },
  "aws:cognito/identityProvider:IdentityProvider": async ({ text, ref }, vendors) => {
    const { userPools } = await vendors.aws();
    const UserPoolId = await ref("userPoolId");
    const all = await allPages(
      (page) => userPools.listIdentityProviders({ UserPoolId, ...page }),
      (page) => page.Providers,
    );
    return all
      .filter(({ ProviderName }) => ProviderName === text("providerName"))
      .map(({ ProviderName }) => ({ importId: `${UserPoolId}:${ProviderName}` }));
  },
  "aws:cognito/managedLoginBranding:ManagedLoginBranding": async ({ ref }, vendors) => {
    const { userPools } = await vendors.aws();
    const [UserPoolId, ClientId] = [await ref("userPoolId"), await ref("clientId")];
    const answer = await unlessNone(userPools.describeManagedLoginBrandingByClient({ UserPoolId, ClientId }));
    const id = answer?.ManagedLoginBranding?.ManagedLoginBrandingId;
    return id === undefined ? [] : [{ importId: `${UserPoolId},${id}` }];
  },
};

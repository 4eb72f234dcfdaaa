import { allPages } from "../../vendors/aws/allPages.ts";
import type { Finder } from "../Finder.ts";
import { unlessNone } from "./unlessNone.ts";

/** RFC 7523: the grant by which a token of another issuer is exchanged. */
const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/**
 * How hashicorp/terraform-provider-aws imports the types of IAM Identity Center and its identity store, and the project's
 * own provider those that it lacks.
 */
export const identityCenterFinders: Readonly<Record<string, Finder>> = {
  "aws:ssoadmin/application:Application": async ({ text }, vendors) => {
    const { ssoAdmin } = await vendors.aws();
    const InstanceArn = text("instanceArn");
    if (InstanceArn === undefined) return [];
    const all = await allPages(
      (page) => ssoAdmin.listApplications({ InstanceArn, ...page }),
      (page) => page.Applications,
    );
    return all
      .filter(({ Name }) => Name === text("name"))
      .map(({ ApplicationArn = "" }) => ({ importId: ApplicationArn }));
  },
  "aws:ssoadmin/trustedTokenIssuer:TrustedTokenIssuer": async ({ text }, vendors) => {
    const { ssoAdmin } = await vendors.aws();
    const InstanceArn = text("instanceArn");
    if (InstanceArn === undefined) return [];
    const all = await allPages(
      (page) => ssoAdmin.listTrustedTokenIssuers({ InstanceArn, ...page }),
      (page) => page.TrustedTokenIssuers,
    );
    return all
      .filter(({ Name }) => Name === text("name"))
      .map(({ TrustedTokenIssuerArn = "" }) => ({ importId: TrustedTokenIssuerArn }));
  },
  "aws:ssoadmin/applicationAccessScope:ApplicationAccessScope": async ({ text, ref }, vendors) => {
    const { ssoAdmin } = await vendors.aws();
    const ApplicationArn = await ref("applicationArn");
    const all = await allPages(
      (page) => ssoAdmin.listApplicationAccessScopes({ ApplicationArn, ...page }),
      (page) => page.Scopes,
    );
    return all
      .filter(({ Scope }) => Scope === text("scope"))
      .map(({ Scope }) => ({ importId: `${ApplicationArn},${Scope}` }));
  },
  // Every application has one.
  "aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration": async ({ ref }) => [
    { importId: await ref("applicationArn") },
  ],
  "aws:ssoadmin/applicationAssignment:ApplicationAssignment": async ({ text, ref }, vendors) => {
    const { ssoAdmin } = await vendors.aws();
    const [ApplicationArn, principal] = [await ref("applicationArn"), await ref("principalId")];
    const type = text("principalType");
    const all = await allPages(
      (page) => ssoAdmin.listApplicationAssignments({ ApplicationArn, ...page }),
      (page) => page.ApplicationAssignments,
    );
    return all
      .filter(({ PrincipalId, PrincipalType }) => PrincipalId === principal && PrincipalType === type)
      .map(() => ({ importId: `${ApplicationArn},${principal},${type}` }));
  },
  "identitycenter:index/applicationGrant:ApplicationGrant": async ({ ref }, vendors) => {
    const { ssoAdmin } = await vendors.aws();
    const ApplicationArn = await ref("applicationArn");
    const { Grants = [] } = await ssoAdmin.listApplicationGrants({ ApplicationArn });
    return Grants.filter(({ GrantType }) => GrantType === jwtBearer).map(() => ({ importId: ApplicationArn }));
  },
  "identitycenter:index/applicationAuthenticationMethod:ApplicationAuthenticationMethod": async ({ ref }, vendors) => {
    const { ssoAdmin } = await vendors.aws();
    const ApplicationArn = await ref("applicationArn");
    const { AuthenticationMethods = [] } = await ssoAdmin.listApplicationAuthenticationMethods({ ApplicationArn });
    return AuthenticationMethods.filter(({ AuthenticationMethodType: type }) => type === "IAM").map(() => ({
      importId: ApplicationArn,
    }));
  },
  "aws:identitystore/user:User": async ({ text }, vendors) => {
    const { identityStore } = await vendors.aws();
    const [IdentityStoreId, AttributeValue] = [text("identityStoreId"), text("userName")];
    if (IdentityStoreId === undefined || AttributeValue === undefined) return [];
    const UniqueAttribute = { AttributePath: "userName", AttributeValue };
    const found = await unlessNone(
      identityStore.getUserId({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute } }),
    );
    return found?.UserId === undefined ? [] : [inStore(IdentityStoreId, found.UserId)];
  },
  "aws:identitystore/group:Group": async ({ text }, vendors) => {
    const { identityStore } = await vendors.aws();
    const [IdentityStoreId, AttributeValue] = [text("identityStoreId"), text("displayName")];
    if (IdentityStoreId === undefined || AttributeValue === undefined) return [];
    const UniqueAttribute = { AttributePath: "displayName", AttributeValue };
    const found = await unlessNone(
      identityStore.getGroupId({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute } }),
    );
    return found?.GroupId === undefined ? [] : [inStore(IdentityStoreId, found.GroupId)];
  },
  "aws:identitystore/groupMembership:GroupMembership": async ({ text, ref }, vendors) => {
    const { identityStore } = await vendors.aws();
    const IdentityStoreId = text("identityStoreId");
    const [GroupId, UserId] = [await ref("groupId"), await ref("memberId")];
    const found = await unlessNone(
      identityStore.getGroupMembershipId({ IdentityStoreId, GroupId, MemberId: { UserId } }),
    );
    const id = found?.MembershipId;
    return id === undefined ? [] : [{ importId: `${IdentityStoreId}/${id}` }];
  },
};

function inStore(store: string, id: string) {
  return { importId: `${store}/${id}`, facts: { id } };
}

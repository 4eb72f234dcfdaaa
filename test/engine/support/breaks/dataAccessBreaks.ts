import type { AuthorizedTokenIssuer } from "@aws-sdk/client-sso-admin";
import type { DeployedJumpCloudIssuer, DeployedS3AccessGrants } from "../../../../trust/DeployedTrust.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";
import type { Break, Mend } from "./Break.ts";

const GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** What somebody may change in Identity Center, S3 Access Grants and JumpCloud, between a person and their data. */
export function dataAccessBreaks(stack: () => RehearsedStack): readonly Break[] {
  const party = () => stack().outputs.trust.relyingParties["reports-in-s3"] as DeployedS3AccessGrants;
  const issuer = () => stack().outputs.trust.issuers["jumpcloud"] as DeployedJumpCloudIssuer;
  const application = () => ({ ApplicationArn: party().applicationArn });
  const store = () => ({ IdentityStoreId: party().identityStoreId });
  const account = () => ({ AccountId: party().accountId });

  const changeTokens = async (
    change: (own: AuthorizedTokenIssuer) => readonly AuthorizedTokenIssuer[],
  ): Promise<Mend> => {
    const own = { TrustedTokenIssuerArn: party().trustedTokenIssuerArn, AuthorizedAudiences: [party().clientId] };
    const put = (issuers: readonly AuthorizedTokenIssuer[]): Promise<unknown> =>
      stack().ssoAdmin.putApplicationGrant({
        ...{ ...application(), GrantType },
        Grant: { JwtBearer: { AuthorizedTokenIssuers: [...issuers] } },
      });
    await put(change(own));
    return () => put([own]);
  };

  const makeTokenIssuer = async (Name: string, IssuerUrl: string): Promise<string> => {
    const { TrustedTokenIssuerArn = "" } = await stack().ssoAdmin.createTrustedTokenIssuer({
      ...{ InstanceArn: party().instanceArn, Name, TrustedTokenIssuerType: "OIDC_JWT" },
      TrustedTokenIssuerConfiguration: {
        OidcJwtConfiguration: {
          ...{ IssuerUrl, ClaimAttributePath: "email", IdentityStoreAttributePath: "emails.value" },
          JwksRetrievalOption: "OPEN_ID_DISCOVERY",
        },
      },
    });
    return TrustedTokenIssuerArn;
  };

  /** Identity Center takes no other URL for one that is there; it goes, and the application trusts the one that comes. */
  const remakeTokenIssuer = async (IssuerUrl: string): Promise<void> => {
    const TrustedTokenIssuerArn = party().trustedTokenIssuerArn;
    await stack().ssoAdmin.deleteTrustedTokenIssuer({ TrustedTokenIssuerArn });
    stack().rename(TrustedTokenIssuerArn, await makeTokenIssuer("jumpcloud", IssuerUrl));
    await changeTokens((own) => [own]);
  };

  const letExchange = async (...roles: readonly string[]): Promise<Mend> => {
    const put = (AWS: readonly string[]): Promise<unknown> =>
      stack().ssoAdmin.putApplicationAuthenticationMethod({
        ...{ ...application(), AuthenticationMethodType: "IAM" },
        AuthenticationMethod: {
          Iam: {
            ActorPolicy: {
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  Principal: { AWS: [...AWS] },
                  Action: "sso-oauth:CreateTokenWithIAM",
                  Resource: "*",
                },
              ],
            },
          },
        },
      });
    await put(roles);
    return () => put([party().exchangeRoleArn]);
  };

  const addUser = async (name: string): Promise<{ readonly UserId: string; readonly remove: Mend }> => {
    const { UserId = "" } = await stack().identityStore.createUser({
      ...{ ...store(), UserName: name, DisplayName: name, Name: { GivenName: name, FamilyName: "Malory" } },
      Emails: [{ Value: `${name}@acme.example`, Primary: true }],
    });
    return { UserId, remove: () => stack().identityStore.deleteUser({ ...store(), UserId }) };
  };

  const grant = async (subPrefix: string, user: string, Permission: "READ" | "READWRITE"): Promise<string> => {
    const { AccessGrantId = "" } = await stack().accessGrants.createAccessGrant({
      ...{ ...account(), Permission },
      AccessGrantsLocationId: party().locations["reports"]!.locationId,
      AccessGrantsLocationConfiguration: { S3SubPrefix: subPrefix },
      Grantee: { GranteeType: "DIRECTORY_USER", GranteeIdentifier: party().users[user]!.userId },
    });
    return AccessGrantId;
  };

  const noExchange = /^reports-in-s3\/(dora|erin): the exchange of the ID token$/;

  return [
    {
      what: "a trusted token issuer that was made again without the trailing slash",
      make: async () => {
        const { issuer: url } = party();
        await remakeTokenIssuer(url.replace(/\/$/, ""));
        return () => remakeTokenIssuer(url);
      },
      fails: [/^reports-in-s3: the trusted token issuer in Identity Center$/, noExchange],
    },
    {
      what: "a trusted token issuer that finds people by another claim",
      make: async () => {
        const TrustedTokenIssuerArn = party().trustedTokenIssuerArn;
        const put = (ClaimAttributePath: string): Promise<unknown> =>
          stack().ssoAdmin.updateTrustedTokenIssuer({
            TrustedTokenIssuerArn,
            TrustedTokenIssuerConfiguration: { OidcJwtConfiguration: { ClaimAttributePath } },
          });
        await put("sub");
        return () => put("email");
      },
      fails: [/^reports-in-s3: the trusted token issuer in Identity Center$/, noExchange],
    },
    {
      what: "an application that takes tokens for another client",
      make: () => changeTokens((own) => [{ ...own, AuthorizedAudiences: ["another-client"] }]),
      fails: [/^reports-in-s3: the tokens that the application takes$/, noExchange],
    },
    {
      what: "an application that takes tokens for another client too",
      make: () => changeTokens((own) => [{ ...own, AuthorizedAudiences: [party().clientId, "another-client"] }]),
      fails: [/^reports-in-s3: the tokens that the application takes$/],
    },
    {
      what: "an application that takes another issuer's tokens too",
      make: async () => {
        const arn = await makeTokenIssuer("other", "https://issuer.example");
        const mend = await changeTokens((own) => [own, { ...own, TrustedTokenIssuerArn: arn }]);
        return async () => {
          await mend();
          await stack().ssoAdmin.deleteTrustedTokenIssuer({ TrustedTokenIssuerArn: arn });
        };
      },
      fails: [/^reports-in-s3: the tokens that the application takes$/],
    },
    {
      what: "another role in the place of the one that may exchange tokens",
      make: () => letExchange(party().identityRoleArn),
      fails: [/^reports-in-s3: who may exchange tokens$/, noExchange],
    },
    {
      what: "another role beside the one that may exchange tokens",
      make: () => letExchange(party().exchangeRoleArn, party().identityRoleArn),
      fails: [/^reports-in-s3: who may exchange tokens$/],
    },
    {
      what: "an assignment of somebody else",
      make: async () => {
        const { UserId: PrincipalId, remove } = await addUser("mallory");
        const assignment = { ...application(), PrincipalId, PrincipalType: "USER" as const };
        await stack().ssoAdmin.createApplicationAssignment(assignment);
        return async () => {
          await stack().ssoAdmin.deleteApplicationAssignment(assignment);
          await remove();
        };
      },
      fails: [/^reports-in-s3: who is assigned$/],
    },
    {
      what: "an application that requires no assignment any more",
      make: async () => {
        const put = (AssignmentRequired: boolean): Promise<unknown> =>
          stack().ssoAdmin.putApplicationAssignmentConfiguration({ ...application(), AssignmentRequired });
        await put(false);
        return () => put(true);
      },
      fails: [/^reports-in-s3: who is assigned$/],
    },
    {
      what: "a scope of the application that is gone",
      make: async () => {
        const scope = { ...application(), Scope: "s3:access_grants:read_write" };
        await stack().ssoAdmin.deleteApplicationAccessScope(scope);
        return () => stack().ssoAdmin.putApplicationAccessScope(scope);
      },
      fails: [
        /^reports-in-s3: what an exchanged token is good for$/,
        /^reports-in-s3\/dora: READ of \S+\/team-a\/\*$/,
        /^reports-in-s3\/erin: READWRITE of \S+\/inbox\/\*$/,
      ],
    },
    {
      what: "somebody more in a group of Identity Center",
      make: async () => {
        const { MembershipId } = await stack().identityStore.createGroupMembership({
          ...{ ...store(), GroupId: party().groups["analysts"]!.groupId },
          MemberId: { UserId: party().users["erin"]!.userId },
        });
        return () => stack().identityStore.deleteGroupMembership({ ...store(), MembershipId });
      },
      fails: [/^reports-in-s3: members of the group analysts$/, /^reports-in-s3\/erin: READ of \S+\/team-a\/\*$/],
    },
    {
      what: "a grant more, for somebody who has another",
      make: async () => {
        const AccessGrantId = await grant("inbox/*", "dora", "READ");
        return () => stack().accessGrants.deleteAccessGrant({ ...account(), AccessGrantId });
      },
      fails: [/^reports-in-s3: the grants$/, /^reports-in-s3\/dora: READWRITE of \S+\/inbox\/\*$/],
    },
    {
      what: "a grant that is gone",
      make: async () => {
        const AccessGrantId = party().grants["erin-writes"]!.grantId;
        await stack().accessGrants.deleteAccessGrant({ ...account(), AccessGrantId });
        return async () => stack().rename(AccessGrantId, await grant("inbox/*", "erin", "READWRITE"));
      },
      fails: [/^reports-in-s3: the grants$/, /^reports-in-s3\/erin: READWRITE of \S+\/inbox\/\*$/],
    },
    {
      what: "an Access Grants instance that knows nobody of Identity Center",
      make: async () => {
        await stack().accessGrants.dissociateAccessGrantsIdentityCenter(account());
        const IdentityCenterArn = party().instanceArn;
        return () => stack().accessGrants.associateAccessGrantsIdentityCenter({ ...account(), IdentityCenterArn });
      },
      fails: [
        /^reports-in-s3: whose people the Access Grants instance knows$/,
        /^reports-in-s3\/dora: READ of \S+\/team-a\/\*$/,
        /^reports-in-s3\/erin: READWRITE of \S+\/inbox\/\*$/,
      ],
    },
    {
      what: "somebody in the group of JumpCloud whom Identity Center does not know",
      make: async () => {
        const mallory = { username: "mallory", email: "mallory@acme.example" };
        const { _id: id } = await stack().jumpcloud("POST", "/api/systemusers", mallory);
        const path = `/api/v2/usergroups/${issuer().groups["s3-access-grants"]!.id}/members`;
        await stack().jumpcloud("POST", path, { op: "add", type: "user", id });
        return () => stack().jumpcloud("DELETE", `/api/systemusers/${String(id)}`);
      },
      fails: [/^reports-in-s3: members of those groups in Identity Center, by their company email$/],
    },
    {
      what: "another group of JumpCloud's that may use the application",
      make: async () => {
        const { id } = await stack().jumpcloud("POST", "/api/v2/usergroups", { name: "Strangers" });
        const { applicationId } = issuer().applications["s3-access-grants"]!;
        const path = `/api/v2/applications/${applicationId}/associations`;
        await stack().jumpcloud("POST", path, { op: "add", type: "user_group", id });
        return () => stack().jumpcloud("DELETE", `/api/v2/usergroups/${String(id)}`);
      },
      fails: [/^reports-in-s3: the groups of JumpCloud that may use the application$/],
    },
    {
      what: "another redirect URI of JumpCloud's application",
      make: async () => {
        const path = `/api/applications/${issuer().applications["s3-access-grants"]!.applicationId}`;
        const before = await stack().jumpcloud("GET", path);
        const oidc = before["oidc"] as Readonly<Record<string, unknown>>;
        const redirectUris = ["http://localhost:5002/authorize"];
        await stack().jumpcloud("PUT", path, { ...before, oidc: { ...oidc, redirectUris } });
        return () => stack().jumpcloud("PUT", path, before);
      },
      fails: [/^reports-in-s3\/(dora|erin): a sign-in at JumpCloud$/],
    },
    {
      what: "JumpCloud's application without the claim email",
      make: async () => {
        const { applicationId } = issuer().applications["s3-access-grants"]!;
        const url = `https://console.jumpcloud.com/.sandbox/applications/${applicationId}`;
        await stack().click("PUT", url, { attributeMapping: {} });
        return () => stack().click("PUT", url, { attributeMapping: { email: {} } });
      },
      fails: [/^reports-in-s3\/(dora|erin): a sign-in at JumpCloud$/],
    },
  ];
}

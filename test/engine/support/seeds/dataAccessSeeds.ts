import type { DeployedS3AccessGrants } from "../../../../trust/DeployedTrust.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";
import type { Seed } from "./Seed.ts";

const tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

const where = "relyingParties.reports-in-s3";

/** What somebody may change in Identity Center and S3 Access Grants, between a person and their data. */
export const dataAccessSeeds: readonly Seed[] = [
  {
    what: "a trusted token issuer that finds people by another claim",
    make: (stack) =>
      stack.ssoAdmin.updateTrustedTokenIssuer({
        TrustedTokenIssuerArn: party(stack).trustedTokenIssuerArn,
        TrustedTokenIssuerConfiguration: { OidcJwtConfiguration: { ClaimAttributePath: "sub" } },
      }),
    finds: [
      {
        ...{ rule: "managed-changed", where: `${where}, trusted token issuer`, putBack: true },
        gains: /^Whoever can have somebody's emails\.value in the claim sub comes as them\.$/,
      },
    ],
  },
  {
    what: "an application that takes tokens for another client too",
    make: (stack) => {
      const { trustedTokenIssuerArn: TrustedTokenIssuerArn, clientId } = party(stack);
      const issuer = { TrustedTokenIssuerArn, AuthorizedAudiences: [clientId, "another-client"] };
      return stack.ssoAdmin.putApplicationGrant({
        ...{ ...applicationOf(stack), GrantType: "urn:ietf:params:oauth:grant-type:jwt-bearer" },
        Grant: { JwtBearer: { AuthorizedTokenIssuers: [issuer] } },
      });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: `${where}, application`, message: /the tokens that it takes/ },
        ...{ gains: /^Whoever has a token of \S+ for another-client /, putBack: true },
      },
    ],
  },
  {
    what: "another role beside the one that may exchange tokens",
    make: (stack) => {
      const { exchangeRoleArn, identityRoleArn } = party(stack);
      const statement = {
        ...{ Effect: "Allow", Principal: { AWS: [exchangeRoleArn, identityRoleArn] } },
        ...{ Action: "sso-oauth:CreateTokenWithIAM", Resource: "*" },
      };
      return stack.ssoAdmin.putApplicationAuthenticationMethod({
        ...{ ...applicationOf(stack), AuthenticationMethodType: "IAM" },
        AuthenticationMethod: { Iam: { ActorPolicy: { Version: "2012-10-17", Statement: [statement] } } },
      });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: `${where}, application`, message: /who may exchange tokens/ },
        ...{ gains: /can exchange tokens of people that they get hold of\.$/, putBack: true },
      },
    ],
  },
  {
    what: "another grant of the application",
    make: (stack) =>
      stack.ssoAdmin.putApplicationGrant({
        ...{ ...applicationOf(stack), GrantType: tokenExchange, Grant: { TokenExchange: {} } },
      }),
    finds: [
      {
        ...{ rule: "unmanaged-permission", where: `${where}, application, grant ${tokenExchange}` },
        gains: /^Whoever may exchange tokens can do it by that grant too\.$/,
      },
    ],
  },
  {
    what: "an Access Grants instance that is open to another account",
    make: (stack) => {
      const { accountId, region } = party(stack);
      const Resource = `arn:aws:s3:${region}:${accountId}:access-grants/default`;
      const Principal = { AWS: "arn:aws:iam::111122223333:root" };
      const statement = { Effect: "Allow", Principal, Action: ["s3:GetDataAccess", "s3:ListAccessGrants"], Resource };
      return stack.accessGrants.putAccessGrantsInstanceResourcePolicy({
        ...{ ...accountOf(stack), Policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
      });
    },
    finds: [
      {
        ...{ rule: "unmanaged-permission", where: `${where}, Access Grants instance` },
        gains: /111122223333:root may use the instance: s3:GetDataAccess/,
      },
    ],
  },
  {
    what: "a location that S3 gets at by another role",
    make: async (stack) => {
      const { locationId: AccessGrantsLocationId, roleArn } = party(stack).locations["reports"]!;
      const { Role: own } = await stack.iam.getRole({ RoleName: roleArn.split("/").at(-1) });
      const AssumeRolePolicyDocument = decodeURIComponent(own!.AssumeRolePolicyDocument!);
      const { Role: other } = await stack.iam.createRole({ RoleName: "hand", AssumeRolePolicyDocument });
      const IAMRoleArn = other!.Arn;
      await stack.accessGrants.updateAccessGrantsLocation({
        ...{ ...accountOf(stack), AccessGrantsLocationId, IAMRoleArn },
      });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: `${where}.locations.reports`, putBack: true },
        gains: /^People who are granted something there get as far as \S+ reaches\.$/,
      },
    ],
  },
  {
    what: "an application that requires no assignment any more",
    make: (stack) =>
      stack.ssoAdmin.putApplicationAssignmentConfiguration({ ...applicationOf(stack), AssignmentRequired: false }),
    finds: [
      {
        ...{ rule: "managed-changed", where: `${where}, application`, message: /who may use it/ },
        ...{ gains: /^Every user of the Identity Center instance /, putBack: true },
      },
    ],
  },
  {
    what: "a scope of the application that is gone",
    make: (stack) =>
      stack.ssoAdmin.deleteApplicationAccessScope({ ...applicationOf(stack), Scope: "s3:access_grants:read_write" }),
    finds: [{ rule: "managed-deleted", where: `${where}, AWS application access scope`, putBack: true }],
  },
  {
    what: "an assignment of somebody else",
    make: async (stack) => {
      const { UserId: PrincipalId } = await stack.identityStore.createUser({
        ...{ ...storeOf(stack), UserName: "mallory", DisplayName: "Mallory" },
        ...{ Name: { GivenName: "Mallory", FamilyName: "Malory" } },
        Emails: [{ Value: "mallory@acme.example", Primary: true }],
      });
      await stack.ssoAdmin.createApplicationAssignment({
        ...{ ...applicationOf(stack), PrincipalId, PrincipalType: "USER" },
      });
    },
    finds: [
      {
        ...{ rule: "unmanaged-permission", where: `${where}, assignment of user mallory (not declared)` },
        gains: /^The user mallory \(not declared\) can exchange tokens /,
      },
    ],
  },
  {
    what: "somebody more in a group of Identity Center",
    make: (stack) =>
      stack.identityStore.createGroupMembership({
        ...{ ...storeOf(stack), GroupId: party(stack).groups["analysts"]!.groupId },
        MemberId: { UserId: party(stack).users["erin"]!.userId },
      }),
    finds: [
      {
        ...{ rule: "unmanaged-member", where: `${where}.identityCenter.groups.analysts` },
        gains: /^The user erin gets READ of s3:\/\/acme-dev-reports\/team-a\/\*\.$/,
      },
    ],
  },
  {
    what: "a grant more",
    make: (stack) => grant(stack, "inbox/*", "dora", "READ"),
    finds: [
      {
        ...{ rule: "unmanaged-grant", where: `${where}, grant of s3://acme-dev-reports/inbox/* to user dora` },
        gains: /^The user dora gets READ of s3:\/\/acme-dev-reports\/inbox\/\*\.$/,
      },
    ],
  },
  {
    what: "a grant of another permission in the place of the declared one",
    make: async (stack) => {
      const AccessGrantId = party(stack).grants["erin-writes"]!.grantId;
      await stack.accessGrants.deleteAccessGrant({ ...accountOf(stack), AccessGrantId });
      await grant(stack, "inbox/*", "erin", "READ");
    },
    finds: [
      { rule: "managed-deleted", where: `${where}, AWS access grant erin-writes`, putBack: true },
      {
        ...{ rule: "unmanaged-grant", where: `${where}, grant of s3://acme-dev-reports/inbox/* to user erin` },
        gains: /^The user erin gets READ of s3:\/\/acme-dev-reports\/inbox\/\*\.$/,
      },
    ],
  },
  {
    what: "a location more",
    make: (stack) =>
      stack.accessGrants.createAccessGrantsLocation({
        ...{ ...accountOf(stack), LocationScope: "s3://acme-dev-reports/archive/" },
        IAMRoleArn: party(stack).locations["reports"]!.roleArn,
      }),
    finds: [
      {
        ...{ rule: "unmanaged-object", where: `${where}, location s3://acme-dev-reports/archive/` },
        gains: /^Whoever may make grants can grant s3:\/\/acme-dev-reports\/archive\/ /,
      },
    ],
  },
  {
    what: "an email of a user that is another",
    make: (stack) =>
      stack.identityStore.updateUser({
        ...{ ...storeOf(stack), UserId: party(stack).users["dora"]!.userId },
        Operations: [{ AttributePath: "emails", AttributeValue: [{ value: "mallory2@acme.example", primary: true }] }],
      }),
    finds: [
      {
        ...{ rule: "managed-changed", where: `${where}.identityCenter.users.dora`, putBack: true },
        gains: /^Whoever signs in as mallory2@acme\.example is taken for dora/,
      },
    ],
  },
];

function party(stack: RehearsedStack): DeployedS3AccessGrants {
  return stack.outputs.trust.relyingParties["reports-in-s3"] as DeployedS3AccessGrants;
}

function applicationOf(stack: RehearsedStack) {
  return { ApplicationArn: party(stack).applicationArn };
}

function storeOf(stack: RehearsedStack) {
  return { IdentityStoreId: party(stack).identityStoreId };
}

function accountOf(stack: RehearsedStack) {
  return { AccountId: party(stack).accountId };
}

async function grant(
  stack: RehearsedStack,
  S3SubPrefix: string,
  user: string,
  Permission: "READ" | "READWRITE",
): Promise<void> {
  await stack.accessGrants.createAccessGrant({
    ...{ ...accountOf(stack), Permission },
    AccessGrantsLocationId: party(stack).locations["reports"]!.locationId,
    AccessGrantsLocationConfiguration: { S3SubPrefix },
    Grantee: { GranteeType: "DIRECTORY_USER", GranteeIdentifier: party(stack).users[user]!.userId },
  });
}

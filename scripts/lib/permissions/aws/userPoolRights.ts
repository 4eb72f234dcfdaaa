import type { CognitoIssuerModel } from "../../../../trust/TrustModel.ts";
import { anything, type AwsPlace, resource } from "./AwsPlace.ts";
import { type AwsActions, type AwsRight, rightsOn } from "./AwsRight.ts";

type Part = (pool: CognitoIssuerModel) => boolean;

const always: Part = () => true;
const hasMembers =
  (member: "clients" | "federation" | "groups" | "resourceServers"): Part =>
  (pool) =>
    Object.keys(pool[member]).length > 0;
const hasBranding: Part = ({ pages, clients }) =>
  pages === "managed" && Object.values(clients).some(({ kind }) => kind === "interactive");

/** What a pool needs by what it has; its id is AWS's. */
const parts: readonly (readonly [Part, AwsActions])[] = [
  [
    always,
    {
      read: [
        "DescribeUserPool",
        "GetUserPoolMfaConfig",
        "ListGroups",
        "ListIdentityProviders",
        "ListResourceServers",
        "ListUserPoolClients",
      ],
      write: [
        "CreateUserPoolDomain",
        "DeleteUserPool",
        "DeleteUserPoolDomain",
        "SetUserPoolMfaConfig",
        "UpdateUserPool",
        "UpdateUserPoolDomain",
        // `provision`
        "AdminCreateUser",
        "AdminGetUser",
        "AdminListGroupsForUser",
        "AdminSetUserPassword",
        "AdminUpdateUserAttributes",
      ],
    },
  ],
  [
    hasMembers("clients"),
    {
      read: ["DescribeUserPoolClient", "ListUserPoolClientSecrets"],
      write: ["CreateUserPoolClient", "DeleteUserPoolClient", "UpdateUserPoolClient"],
    },
  ],
  [
    hasBranding,
    {
      read: ["DescribeManagedLoginBranding"],
      find: ["DescribeManagedLoginBrandingByClient"],
      write: ["CreateManagedLoginBranding", "DeleteManagedLoginBranding"],
    },
  ],
  [
    hasMembers("federation"),
    {
      read: ["DescribeIdentityProvider"],
      write: ["CreateIdentityProvider", "DeleteIdentityProvider", "UpdateIdentityProvider"],
    },
  ],
  [
    hasMembers("groups"),
    {
      read: ["GetGroup"],
      write: ["CreateGroup", "DeleteGroup", "UpdateGroup", "AdminAddUserToGroup", "AdminRemoveUserFromGroup"],
    },
  ],
  [
    hasMembers("resourceServers"),
    {
      read: ["DescribeResourceServer"],
      write: ["CreateResourceServer", "DeleteResourceServer", "UpdateResourceServer"],
    },
  ],
];

/** User pools of Amazon Cognito, and people that `provision` brings into them (Service Authorization Reference, "Amazon Cognito User Pools"). */
export function userPoolRights(pools: readonly CognitoIssuerModel[], place: AwsPlace): readonly AwsRight[] {
  if (pools.length === 0) return [];
  const inPools = resource("UserPools", place.arn("cognito-idp", `userpool/${place.region}_*`));
  const hasOwnDomain = pools.some(({ domain }) => "custom" in domain);
  return [
    ...rightsOn("cognito-idp", anything, {
      read: ["DescribeUserPoolDomain"],
      find: ["ListUserPools"],
      write: ["CreateUserPool"],
      condition: place.inRegion,
    }),
    ...parts.filter(([has]) => pools.some(has)).flatMap(([, actions]) => rightsOn("cognito-idp", inPools, actions)),
    // A domain of one's own is CloudFront's too (Amazon Cognito developer guide, "Using your own domain").
    ...(hasOwnDomain ? rightsOn("cloudfront", anything, { write: ["UpdateDistribution"] }) : []),
  ];
}

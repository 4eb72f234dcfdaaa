import type { S3AccessGrantsModel } from "../../../../trust/TrustModel.ts";
import { anything, type AwsPlace, resource } from "./AwsPlace.ts";
import { type AwsResource, type AwsRight, rightsOn } from "./AwsRight.ts";
import { identityStoreRights } from "./identityStoreRights.ts";
import { roleRights } from "./roleRights.ts";

type Parties = Readonly<Record<string, S3AccessGrantsModel>>;

/** Identity Center's resources that have ARNs of their own. */
interface Center {
  readonly instance: AwsResource;
  readonly provider: AwsResource;
  readonly application: AwsResource;
  readonly issuer: AwsResource;
}

/**
 * S3 Access Grants for people of IAM Identity Center: S3's grants, Identity Center's application and trusted token issuer,
 * its people, the roles, and buckets that the stack makes (Service Authorization Reference of each service, every resource
 * type that it marks as required; Amazon S3 API reference, "Additional Permissions" of CreateAccessGrantsInstance,
 * CreateAccessGrant and DissociateAccessGrantsIdentityCenter).
 */
export function accessGrantsRights(parties: Parties, place: AwsPlace): readonly AwsRight[] {
  const models = Object.values(parties);
  if (models.length === 0) return [];
  const center = centerOf(models, place);
  return [
    ...applicationRights(models, center, place),
    ...issuerRights(models, center),
    ...identityStoreRights(models, place),
    ...grantRights(models, center, place),
    ...models.flatMap((model) => bucketRights(model)),
    ...grantRoleRights(parties, place),
  ];
}

function centerOf(models: readonly S3AccessGrantsModel[], place: AwsPlace): Center {
  const arns = new Set(models.map(({ identityCenter }) => identityCenter.instanceArn));
  const [only] = arns;
  const instanceArn = arns.size === 1 && only !== undefined ? only : "arn:aws:sso:::instance/*";
  const id = instanceArn.split("/")[1] ?? "*";
  return {
    instance: resource("IdentityCenter", instanceArn),
    provider: resource("ApplicationProviders", "arn:aws:sso::aws:applicationProvider/*"),
    application: resource("Applications", place.globalArn("sso", `application/${id}/*`)),
    issuer: resource("TokenIssuers", place.globalArn("sso", `trustedTokenIssuer/${id}/*`)),
  };
}

function applicationRights(
  models: readonly S3AccessGrantsModel[],
  { instance, provider, application }: Center,
  place: AwsPlace,
): readonly AwsRight[] {
  const isAssigned = models.some(({ identityCenter }) => identityCenter.assignment.required);
  const exchanges = models.some(({ callers }) => callers === "account");
  return [
    ...rightsOn("sso", anything, { read: ["ListInstances"], find: ["ListApplications"], condition: place.inRegion }),
    ...[instance, provider].flatMap((one) => rightsOn("sso", one, { write: ["CreateApplication"] })),
    ...rightsOn("sso", application, {
      read: [
        "DescribeApplication",
        "GetApplicationAccessScope",
        "GetApplicationAssignmentConfiguration",
        "GetApplicationAuthenticationMethod",
        "GetApplicationGrant",
        "ListApplicationAccessScopes",
        "ListApplicationAssignments",
        "ListApplicationAuthenticationMethods",
        "ListApplicationGrants",
        "ListTagsForResource",
        ...(isAssigned ? ["DescribeApplicationAssignment"] : []),
      ],
      write: [
        "CreateApplication",
        "DeleteApplication",
        "DeleteApplicationAccessScope",
        "DeleteApplicationAuthenticationMethod",
        "DeleteApplicationGrant",
        "PutApplicationAccessScope",
        "PutApplicationAssignmentConfiguration",
        "PutApplicationAuthenticationMethod",
        "PutApplicationGrant",
        "UpdateApplication",
        ...(isAssigned ? ["CreateApplicationAssignment", "DeleteApplicationAssignment"] : []),
      ],
    }),
    // Verify and `data-access` exchange people's tokens.
    ...(exchanges ? rightsOn("sso-oauth", application, { read: ["CreateTokenWithIAM"] }) : []),
  ];
}

function issuerRights(models: readonly S3AccessGrantsModel[], { instance, issuer }: Center): readonly AwsRight[] {
  const isMade = models.some(({ identityCenter }) => !identityCenter.adoptTrustedTokenIssuer);
  return [
    ...rightsOn("sso", instance, { read: ["ListTrustedTokenIssuers"] }),
    ...rightsOn("sso", issuer, { read: ["DescribeTrustedTokenIssuer"] }),
    ...(isMade
      ? [
          ...rightsOn("sso", instance, { write: ["CreateTrustedTokenIssuer"] }),
          ...rightsOn("sso", issuer, {
            read: ["ListTagsForResource"],
            write: ["CreateTrustedTokenIssuer", "DeleteTrustedTokenIssuer", "UpdateTrustedTokenIssuer"],
          }),
        ]
      : []),
  ];
}

function grantRights(
  models: readonly S3AccessGrantsModel[],
  { instance: center, application }: Center,
  place: AwsPlace,
): readonly AwsRight[] {
  const at = (path: string): string => place.arn("s3", `access-grants/default${path}`);
  const instance = resource("AccessGrants", at(""));
  const locations = resource("GrantsLocations", at("/location/*"));
  const grants = resource("Grants", at("/grant/*"));
  const isMade = models.some(({ adoptInstance }) => !adoptInstance);
  const tagged = { read: ["ListTagsForResource"] };
  return [
    ...rightsOn("s3", instance, {
      read: [
        "GetAccessGrantsInstance",
        "GetAccessGrantsInstanceResourcePolicy",
        "ListAccessGrants",
        "ListAccessGrantsLocations",
      ],
    }),
    ...(isMade
      ? rightsOn("s3", instance, {
          ...tagged,
          write: ["CreateAccessGrantsInstance", "DeleteAccessGrantsInstance", "DissociateAccessGrantsIdentityCenter"],
        })
      : []),
    ...rightsOn("s3", locations, {
      read: ["GetAccessGrantsLocation", "ListTagsForResource"],
      write: ["CreateAccessGrantsLocation", "DeleteAccessGrantsLocation"],
    }),
    ...rightsOn("s3", grants, {
      read: ["GetAccessGrant", "ListTagsForResource"],
      write: ["CreateAccessGrant", "DeleteAccessGrant"],
    }),
    ...rightsOn("sso", center, { write: ["DescribeInstance"] }),
    ...rightsOn("sso", application, { read: ["DescribeApplication"] }),
  ];
}

/**
 * The preflight asks for each bucket whether it is there. Of one that the stack makes the published provider reads every
 * setting that it knows (hashicorp/terraform-provider-aws, s3/bucket.go).
 */
function bucketRights({ locations }: S3AccessGrantsModel): readonly AwsRight[] {
  const arn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
  return Object.values(locations).flatMap(({ bucket, createBucket }) => [
    ...rightsOn("s3", resource("Buckets", arn(bucket)), { read: ["ListBucket"] }),
    ...(createBucket
      ? rightsOn("s3", resource("Buckets", arn(bucket)), {
          read: ["GetBucketPublicAccessBlock", "GetBucketTagging", ...settingsOfBuckets],
          write: ["CreateBucket", "DeleteBucket", "PutBucketPublicAccessBlock"],
        })
      : []),
  ]);
}

const settingsOfBuckets = [
  "GetAccelerateConfiguration",
  "GetBucketAcl",
  "GetBucketCORS",
  "GetBucketLogging",
  "GetBucketObjectLockConfiguration",
  "GetBucketPolicy",
  "GetBucketRequestPayment",
  "GetBucketVersioning",
  "GetBucketWebsite",
  "GetEncryptionConfiguration",
  "GetLifecycleConfiguration",
  "GetReplicationConfiguration",
];

function grantRoleRights(parties: Parties, place: AwsPlace): readonly AwsRight[] {
  const exchangers = Object.keys(parties).map((party) => place.nameOf(party, "exchange-role"));
  const identities = Object.keys(parties).map((party) => place.nameOf(party, "identity-role"));
  const ofLocations = Object.entries(parties).flatMap(([party, { locations }]) =>
    Object.keys(locations).map((location) => place.nameOf(party, "location", location)),
  );
  const takeable = Object.keys(parties)
    .filter((party) => parties[party]?.callers === "account")
    .map((party) => place.nameOf(party, "exchange-role"));
  return [
    ...roleRights(place, [...exchangers, ...identities], {}),
    ...roleRights(place, ofLocations, { passedTo: "access-grants.s3.amazonaws.com" }),
    ...takeable.flatMap((name) =>
      rightsOn("sts", resource("ExchangeRoles", place.globalArn("iam", `role/${name}`)), { read: ["AssumeRole"] }),
    ),
  ];
}

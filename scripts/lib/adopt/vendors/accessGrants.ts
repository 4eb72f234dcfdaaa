import { allPages } from "../../vendors/aws/allPages.ts";
import { type Finder, NotRead } from "../Finder.ts";
import { unlessNone } from "./unlessNone.ts";

/** How hashicorp/terraform-provider-aws imports the types of S3 and S3 Access Grants: the account's id before their own. */
export const accessGrantsFinders: Readonly<Record<string, Finder>> = {
  "aws:s3/bucket:Bucket": async ({ text }, vendors) => {
    const { s3, accountId } = await vendors.aws();
    const Bucket = text("bucket");
    // One of another account has the name and is not ours to adopt.
    const ask = Bucket && (await unlessNone(s3.headBucket({ Bucket, ExpectedBucketOwner: accountId })));
    return Bucket && ask ? [{ importId: Bucket }] : [];
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": async ({ ref }, vendors) => {
    const { s3 } = await vendors.aws();
    const Bucket = await ref("bucket");
    return (await unlessNone(s3.getPublicAccessBlock({ Bucket }))) === undefined ? [] : [{ importId: Bucket }];
  },
  // An account has one at most in a region.
  "aws:s3control/accessGrantsInstance:AccessGrantsInstance": async ({ text }, vendors) => {
    const { accessGrants, accountId } = await vendors.aws();
    const found = await unlessNone(accessGrants.getAccessGrantsInstance({ AccountId: accountId }));
    if (found === undefined) return [];
    const center = text("identityCenterArn");
    if (center === undefined || found.IdentityCenterInstanceArn === center) return [{ importId: accountId }];
    throw new NotRead(`the account's instance is not associated with ${center}: associate it first, in the console`);
  },
  "aws:s3control/accessGrantsLocation:AccessGrantsLocation": async ({ text }, vendors) => {
    const { accessGrants, accountId: AccountId } = await vendors.aws();
    const all = allPages(
      (page) => accessGrants.listAccessGrantsLocations({ AccountId, ...page }),
      (page) => page.AccessGrantsLocationsList,
    );
    return ((await unlessNone(all)) ?? [])
      .filter(({ LocationScope }) => LocationScope === text("locationScope"))
      .map(({ AccessGrantsLocationId: id = "" }) => ({ importId: `${AccountId},${id}`, facts: { id } }));
  },
  "aws:s3control/accessGrant:AccessGrant": async ({ resource, text, ref }, vendors) => {
    const { accessGrants, accountId: AccountId } = await vendors.aws();
    const location = await ref("accessGrantsLocationId");
    const { granteeType, granteeIdentifier } = fields(resource.inputs["grantee"]);
    const grantee = typeof granteeIdentifier === "string" ? granteeIdentifier : await ref("grantee");
    const { s3SubPrefix } = fields(resource.inputs["accessGrantsLocationConfiguration"]);
    const all = allPages(
      (page) => accessGrants.listAccessGrants({ AccountId, ...page }),
      (page) => page.AccessGrantsList,
    );
    return ((await unlessNone(all)) ?? [])
      .filter(
        (grant) =>
          grant.AccessGrantsLocationId === location &&
          grant.Permission === text("permission") &&
          grant.Grantee?.GranteeType === granteeType &&
          grant.Grantee?.GranteeIdentifier === grantee &&
          grant.AccessGrantsLocationConfiguration?.S3SubPrefix === s3SubPrefix,
      )
      .map(({ AccessGrantId }) => ({ importId: `${AccountId},${AccessGrantId}` }));
  },
};

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

import type { AccessGrantModel, GrantsLocationModel, S3AccessGrantsModel } from "../../../trust/TrustModel.ts";

/** One statement of an IAM policy. */
type Statement = Readonly<Record<string, unknown>>;

const document = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** Identity Center's, and no other's: what it says of the person comes from its own token. */
const fromIdentityCenter = {
  "ForAllValues:ArnEquals": { "sts:RequestContextProviders": "arn:aws:iam::aws:contextProvider/IdentityCenter" },
};

/** Who may take the exchange role: the account, which leaves it to its IAM policies, or principals by name. */
export function exchangeTrust(callers: S3AccessGrantsModel["callers"], accountId: string): string {
  const principals = callers === "account" ? `arn:aws:iam::${accountId}:root` : callers;
  return document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: principals } });
}

/**
 * What the exchange role may do: exchange a token at the one application, and take the one role in the name of whoever the
 * token is of (IAM Identity Center user guide, "Identity-enhanced IAM role sessions").
 */
export function exchangeRights(applicationArn: string, identityRoleArn: string): string {
  return document(
    { Effect: "Allow", Action: "sso-oauth:CreateTokenWithIAM", Resource: applicationArn },
    { Effect: "Allow", Action: ["sts:AssumeRole", "sts:SetContext"], Resource: identityRoleArn },
  );
}

/** Who may take the identity role, and with whose word on who the person is. */
export function identityTrust(exchangeRoleArn: string): string {
  const Principal = { AWS: exchangeRoleArn };
  return document(
    { Effect: "Allow", Action: "sts:AssumeRole", Principal },
    { Effect: "Allow", Action: "sts:SetContext", Principal, Condition: fromIdentityCenter },
  );
}

/** What the identity role may do: ask S3 Access Grants for what the person was granted. */
export function identityRights(accessGrantsInstanceArn: string): string {
  return document({ Effect: "Allow", Action: "s3:GetDataAccess", Resource: accessGrantsInstanceArn });
}

interface Instance {
  readonly accountId: string;
  readonly accessGrantsInstanceArn: string;
}

/**
 * Who may take a location's role: S3 Access Grants, for this account's instance alone (Amazon S3 user guide, "Register a
 * location").
 */
export function locationTrust({ accountId, accessGrantsInstanceArn }: Instance): string {
  const Principal = { Service: "access-grants.s3.amazonaws.com" };
  const StringEquals = { "aws:SourceAccount": accountId, "aws:SourceArn": accessGrantsInstanceArn };
  return document(
    { Effect: "Allow", Action: ["sts:AssumeRole", "sts:SetSourceIdentity"], Principal, Condition: { StringEquals } },
    { Effect: "Allow", Action: "sts:SetContext", Principal, Condition: { StringEquals, ...fromIdentityCenter } },
  );
}

/** As the same page has them, without those on access control lists: data is read and written, not opened to others. */
const reads = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListMultipartUploadParts"];
const writes = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload"];

/**
 * What a location's role may do: no more than the grants of the location come to, below its prefix, and only in the name of
 * this account's instance, which narrows it further for each grant.
 * @param permissions of the location's grants
 */
export function locationRights(
  { bucket, prefix }: Pick<GrantsLocationModel, "bucket" | "prefix">,
  permissions: readonly AccessGrantModel["permission"][],
  { accountId, accessGrantsInstanceArn }: Instance,
): string {
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const own = {
    StringEquals: { "aws:ResourceAccount": accountId },
    ArnEquals: { "s3:AccessGrantsInstanceArn": accessGrantsInstanceArn },
  };
  const below = prefix === "" ? {} : { StringLike: { "s3:prefix": `${prefix}*` } };
  const objects = (Action: readonly string[]): Statement => ({
    Effect: "Allow",
    Action,
    Resource: `${bucketArn}/${prefix}*`,
    Condition: own,
  });
  const has = (letter: AccessGrantModel["permission"]) => permissions.some((one) => one.includes(letter));
  return document(
    ...(has("READ") ? [objects(reads)] : []),
    ...(has("WRITE") ? [objects(writes)] : []),
    ...(has("READ")
      ? [{ Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn, Condition: { ...own, ...below } }]
      : []),
  );
}

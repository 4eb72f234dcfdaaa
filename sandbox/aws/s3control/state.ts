/** A region's S3 Access Grants instance. Timestamps are ISO 8601. */
export interface AccessGrantsInstance {
  readonly created: string;
  identityCenter?: AssociatedIdentityCenter | undefined;
  /** For other accounts. */
  resourcePolicy?: ResourcePolicy | undefined;
  tags: Record<string, string>;
  readonly locations: AccessGrantsLocation[];
  readonly grants: AccessGrant[];
}

export interface ResourcePolicy {
  readonly document: string;
  readonly organization: string | undefined;
  readonly created: string;
}

export interface AssociatedIdentityCenter {
  readonly instanceArn: string;
  /** Of the application by which S3 takes part in the Identity Center instance. */
  readonly applicationArn: string;
}

export interface AccessGrantsLocation {
  /** `default` for `s3://`, else a UUID. */
  readonly id: string;
  readonly created: string;
  readonly scope: string;
  roleArn: string;
  tags: Record<string, string>;
}

export interface AccessGrant {
  readonly id: string;
  readonly created: string;
  readonly locationId: string;
  readonly subPrefix: string | undefined;
  /** `s3://{bucket}/{prefix}*`, or of one object. */
  readonly scope: string;
  readonly permission: Permission;
  readonly grantee: Grantee;
  /** The only application through which the grant counts. */
  readonly applicationArn: string | undefined;
  tags: Record<string, string>;
}

export type Permission = "READ" | "WRITE" | "READWRITE";

export interface Grantee {
  readonly type: "IAM" | "DIRECTORY_USER" | "DIRECTORY_GROUP";
  readonly identifier: string;
}

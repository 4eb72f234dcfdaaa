/** S3 Access Grants for people who signed in at an issuer that IAM Identity Center trusts. */
export interface S3AccessGrantsModel {
  readonly kind: "s3-access-grants";
  /** Of kind jumpcloud. */
  readonly issuer: string;
  /** A client of the issuer: its id is the audience that the grant of the Identity Center application names. */
  readonly client: string;
  readonly identityCenter: IdentityCenterModel;
  /** Who may exchange tokens: IAM principals by ARN; `account` is everyone in the account whom IAM policies let. Sorted. */
  readonly callers: "account" | readonly string[];
  /** Whether the account's Access Grants instance of the region is there already and is taken over, not made. */
  readonly adoptInstance: boolean;
  readonly locations: Readonly<Record<string, GrantsLocationModel>>;
  readonly grants: Readonly<Record<string, AccessGrantModel>>;
}

export interface IdentityCenterModel {
  /** Without it, the region's only one. */
  readonly instanceArn?: string;
  readonly applicationName: string;
  readonly trustedTokenIssuerName: string;
  /** Whether a trusted token issuer with this issuer URL, where there is one already, is taken over. */
  readonly adoptTrustedTokenIssuer: boolean;
  /** Which users and groups (by name, below) may exchange; not required lets every user of the instance do it. */
  readonly assignment:
    | { readonly required: false }
    | { readonly required: true; readonly users: readonly string[]; readonly groups: readonly string[] };
  readonly users: Readonly<Record<string, DirectoryUserModel>>;
  readonly groups: Readonly<Record<string, DirectoryGroupModel>>;
}

/** A user of Identity Center; one that SCIM brings is adopted. */
export interface DirectoryUserModel {
  readonly source: "adopted" | "declared";
  /** The user's only email, in lower case: what the trusted token issuer compares the claim `email` with. */
  readonly email: string;
  /** The user name in Identity Center; the email unless the config says otherwise. */
  readonly userName: string;
  /** Of a declared user. */
  readonly displayName?: string;
  readonly givenName?: string;
  readonly surname?: string;
}

export interface DirectoryGroupModel {
  readonly source: "adopted" | "declared";
  readonly displayName: string;
  readonly description?: string;
  /** Users, by name, of a declared group. Sorted; empty for an adopted one. */
  readonly members: readonly string[];
}

/** A place in S3 that grants are made of. */
export interface GrantsLocationModel {
  readonly bucket: string;
  /** Whether the bucket is made with the stack. */
  readonly createBucket: boolean;
  /** A prefix with its slash, such as `reports/`; empty for the whole bucket. */
  readonly prefix: string;
}

export interface AccessGrantModel {
  readonly location: string;
  /** Below the location: a prefix that ends in `*`, such as `team-a/*`, or one object. */
  readonly subPrefix: string;
  readonly grantee: { readonly user: string } | { readonly group: string };
  readonly permission: "READ" | "WRITE" | "READWRITE";
}

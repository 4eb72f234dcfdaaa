/** Temporary credentials of a role. */
export interface RoleSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** In epoch seconds. */
  readonly expires: number;
  /** Of the role; a role that was made anew under the name of another is not the same. */
  readonly roleId: string;
  readonly name: string;
  readonly sourceIdentity?: string | undefined;
  /** Policies that narrow down what the role's policies allow, as JSON; an empty list narrows nothing. */
  readonly policies: readonly string[];
  /** Whom the role was taken for. */
  readonly identity?: IdentityContext | undefined;
  /** ARN of the S3 Access Grants instance that vended the credentials. */
  readonly accessGrantsInstanceArn?: string | undefined;
}

/** A person of an Identity Center instance who uses an application. */
export interface IdentityContext {
  readonly instanceArn: string;
  readonly applicationArn: string;
  readonly userId: string;
  readonly scopes: readonly string[];
}

/** What Identity Center said about a person, until it expires. */
export interface IssuedContext extends IdentityContext {
  /** In epoch seconds. */
  readonly expires: number;
}

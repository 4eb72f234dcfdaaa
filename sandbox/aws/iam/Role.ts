/** An IAM role with its policies. */
export interface Role {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createDate: string;
  description?: string | undefined;
  /** In seconds. */
  maxSessionDuration: number;
  /** The trust policy as it was sent. */
  assumeRolePolicyDocument: string;
  /** Whom the trust policy means by the ARNs in it: ids by ARN. A policy that was kept without them means whoever has the ARN. */
  principalIds?: Readonly<Record<string, string>> | undefined;
  tags: Tag[];
  readonly inlinePolicies: InlinePolicy[];
  /** ARNs of managed policies. */
  readonly attachedPolicies: string[];
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface InlinePolicy {
  readonly name: string;
  readonly document: string;
}

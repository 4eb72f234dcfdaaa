/** A right that a request of the operator's needed. */
export interface DemandedRight {
  readonly vendor: "aws" | "okta" | "microsoft" | "jumpcloud";
  /** By the vendor's own name. */
  readonly operation: string;
  /** `action` of IAM, `scope` or `role` of Okta, `permission` of Microsoft Graph, `role` of JumpCloud. */
  readonly kind: "action" | "scope" | "role" | "permission";
  /** Any one of these is enough, the least one first; ` and ` joins those that are needed together. */
  readonly anyOf: readonly string[];
  /** Where it is needed: the resource's ARN, the org's host, the tenant's id, the host of the region. */
  readonly on: string;
  readonly allowed: boolean;
}

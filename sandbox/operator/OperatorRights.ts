import type { JumpCloudRole } from "../jumpcloud/rights.ts";
import type { OktaStandardRole } from "../okta/rights.ts";

/**
 * What whoever holds the sandbox's credentials may do at each vendor. A vendor that is left out lets them do everything,
 * as its highest administrator.
 */
export interface OperatorRights {
  readonly aws?: AwsRights | undefined;
  readonly okta?: OktaRights | undefined;
  /** Microsoft Graph's application permissions, such as `Application.ReadWrite.OwnedBy`, by tenant id. */
  readonly graph?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly jumpcloud?: JumpCloudRights | undefined;
}

export interface AwsRights {
  /** Identity policies of the account's user, as JSON texts or as objects; each no larger than a managed policy may be. */
  readonly policies: readonly (string | object)[];
}

/**
 * Roles and scopes are asked for side by side: an API token has the rights of the roles, a token of the service app those
 * that its scopes and the roles have in common.
 */
export interface OktaRights {
  /** The Okta API scopes that the service app was granted. Given at the start, they make the sandbox hand out the app. */
  readonly scopes?: readonly string[] | undefined;
  /** Standard roles of the administrator, or of the service app; every right where neither these nor `permissions` are given. */
  readonly roles?: readonly OktaStandardRole[] | undefined;
  /** Permissions of a custom role for all resources, beside the standard roles. */
  readonly permissions?: readonly string[] | undefined;
}

export interface JumpCloudRights {
  /** Of the administrator to whom the API key belongs, and of the service account. */
  readonly role: JumpCloudRole;
}

import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { AwsAccess } from "../vendors/aws/AwsAccess.ts";
import type { DirectoryAccess } from "../vendors/microsoft/DirectoryAccess.ts";
import type { OktaAccess } from "../vendors/okta/OktaAccess.ts";
import type { LiveHttp } from "../verify/LiveHttp.ts";
import type { JumpCloudAccess } from "../verify/VerifyContext.ts";
import type { DriftFinding } from "./DriftFinding.ts";
import type { StateResource } from "../stack/StateResource.ts";

/** What the comparison works with. All of it only reads. */
export interface DriftContext {
  readonly stack: string;
  readonly trust: DeployedTrust;
  /** Everything that the stack manages; what a vendor holds beside it is unmanaged. */
  readonly state: readonly StateResource[];
  readonly okta: OktaAccess;
  readonly directories: DirectoryAccess;
  /**
   * Client ids of the applications that deploy the stack. With `Application.ReadWrite.OwnedBy`, what one of them makes it owns.
   */
  readonly deployers?: readonly string[];
  readonly jumpcloud: JumpCloudAccess;
  readonly aws: AwsAccess;
  /** For what issuers publish. */
  readonly http: LiveHttp;
  readonly now: Date;
}

/**
 * Compares a part of the stack with what its vendor holds, and looks for what nobody declared. What it cannot read it tells
 * as a finding of the rule `not-read`, never as nothing.
 * @returns in an order that depends on nothing but what was found
 * @throws CrosstrustError INTERRUPTED
 */
export type DriftReader = (context: DriftContext) => Promise<readonly DriftFinding[]>;

import type { Output, Resource } from "@pulumi/pulumi";
import type { DeployedRelyingParty, JumpCloudFederationSecrets } from "../trust/DeployedTrust.ts";

/** A relying party of the config, as a component. */
export interface DeclaredRelyingParty extends Resource {
  /** What the stack output `trust` says of it; it holds no secret. */
  readonly deployed: Output<DeployedRelyingParty>;
  /** A Pulumi secret. Those without a secret of their own have none. */
  readonly secrets?: Output<JumpCloudFederationSecrets>;
}

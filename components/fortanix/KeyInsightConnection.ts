import * as pulumi from "@pulumi/pulumi";
import type { DeployedRelyingParty } from "../../trust/DeployedTrust.ts";
import type { DeclaredRelyingParty } from "../DeclaredRelyingParty.ts";

export interface KeyInsightConnectionArgs {
  readonly clientId: pulumi.Input<string>;
  /** The authorization server's metadata document, which Key Insight calls the well-known URL. */
  readonly wellKnownUrl: pulumi.Input<string>;
  readonly scopes: pulumi.Input<readonly string[]>;
}

/**
 * Fortanix Key Insight, onboarding an AWS connection with the client credentials flow. It has no API for that: what its
 * form asks for stands here in the stack, and goes in by hand. The client's secret is not repeated.
 */
export class KeyInsightConnection extends pulumi.ComponentResource implements DeclaredRelyingParty {
  readonly clientId: pulumi.Output<string>;
  readonly wellKnownUrl: pulumi.Output<string>;
  readonly scopes: pulumi.Output<string[]>;
  readonly deployed: pulumi.Output<DeployedRelyingParty> = pulumi.output({ kind: "fortanix-key-insight" as const });

  constructor(name: string, args: KeyInsightConnectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:fortanix:KeyInsightConnection", name, {}, opts);
    this.clientId = pulumi.output(args.clientId);
    this.wellKnownUrl = pulumi.output(args.wellKnownUrl);
    this.scopes = pulumi.output(args.scopes).apply((scopes) => [...scopes]);
    this.registerOutputs({ clientId: this.clientId, wellKnownUrl: this.wellKnownUrl, scopes: this.scopes });
  }
}

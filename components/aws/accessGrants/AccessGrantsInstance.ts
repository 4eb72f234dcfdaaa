import * as pulumi from "@pulumi/pulumi";
import { AccessGrantsInstance as AwsAccessGrantsInstance } from "@pulumi/aws/s3control/accessGrantsInstance.js";
import type { AdoptedAccessGrants } from "./findAdopted.ts";
import type { IdentityCenterInstance } from "./identityCenterInstance.ts";

export interface AccessGrantsInstanceArgs {
  readonly identityCenter: IdentityCenterInstance;
  /** The one that the account has in the region already, which is used as it is. */
  readonly adopted: AdoptedAccessGrants | undefined;
}

/**
 * The account's S3 Access Grants instance of the region, of which there is one at most, associated with Identity Center:
 * without that, nobody of its users could be granted anything.
 */
export class AccessGrantsInstance extends pulumi.ComponentResource {
  readonly instanceArn: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;

  constructor(name: string, args: AccessGrantsInstanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:AccessGrantsInstance", name, {}, opts);
    const { instanceArn, accountId } = args.adopted ?? this.#declare(name, args.identityCenter);
    this.instanceArn = pulumi.output(instanceArn);
    this.accountId = pulumi.output(accountId);
    this.registerOutputs({ instanceArn: this.instanceArn, accountId: this.accountId });
  }

  #declare(name: string, { instanceArn: identityCenterArn }: IdentityCenterInstance) {
    // The provider does not read it back: for one that was imported it would associate it again, which AWS refuses.
    const opts = { parent: this, ignoreChanges: ["identityCenterArn"] };
    const made = new AwsAccessGrantsInstance(name, { identityCenterArn }, opts);
    return { instanceArn: made.accessGrantsInstanceArn, accountId: made.accountId };
  }
}

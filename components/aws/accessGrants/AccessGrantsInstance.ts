import * as pulumi from "@pulumi/pulumi";
import { AccessGrantsInstance as AwsAccessGrantsInstance } from "@pulumi/aws/s3control/accessGrantsInstance.js";
import { getAccessGrantsInstanceOutput } from "../../../providers/identitycenter/sdk/getAccessGrantsInstance.ts";
import type { IdentityCenterInstance } from "./identityCenterInstance.ts";

export interface AccessGrantsInstanceArgs {
  readonly identityCenter: IdentityCenterInstance;
  /** Take over the one that the account has in the region, and leave it as it is. */
  readonly adopt: boolean;
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
    const { identityCenter, adopt } = args;
    if (adopt) {
      const found = this.#adopt(identityCenter);
      this.instanceArn = found.accessGrantsInstanceArn;
      this.accountId = found.accountId;
    } else {
      const identityCenterArn = identityCenter.instanceArn;
      const made = new AwsAccessGrantsInstance(name, { identityCenterArn }, { parent: this });
      this.instanceArn = made.accessGrantsInstanceArn;
      this.accountId = made.accountId;
    }
    this.registerOutputs({ instanceArn: this.instanceArn, accountId: this.accountId });
  }

  #adopt({ instanceArn: wanted, region }: IdentityCenterInstance) {
    return getAccessGrantsInstanceOutput({ region }, { parent: this }).apply((found) => {
      const { identityCenterInstanceArn: associated, accessGrantsInstanceArn, accountId } = found;
      if (associated === wanted) return { accessGrantsInstanceArn, accountId };
      const state =
        associated === undefined ? "no Identity Center instance" : `the Identity Center instance ${associated}`;
      throw new pulumi.RunError(
        `the S3 Access Grants instance ${accessGrantsInstanceArn} is associated with ${state}, and here it has to be ` +
          `with ${wanted}: \`aws s3control associate-access-grants-identity-center --account-id ${accountId} --identity-center-arn ${wanted}\``,
      );
    });
  }
}

import * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { AccessGrantsLocation } from "@pulumi/aws/s3control/accessGrantsLocation.js";
import type { AccessGrantModel, GrantsLocationModel } from "../../../trust/TrustModel.ts";
import type { AccessGrantsInstance } from "./AccessGrantsInstance.ts";
import { locationRights, locationTrust } from "./policies.ts";

export interface GrantsLocationArgs extends Pick<GrantsLocationModel, "bucket" | "prefix"> {
  /** The role's name in AWS, at most 64 characters. */
  readonly roleName: string;
  readonly instance: AccessGrantsInstance;
  /** Of the location's grants. */
  readonly permissions: readonly AccessGrantModel["permission"][];
  /** What has to be there before, such as the bucket. */
  readonly after: readonly pulumi.Resource[];
}

/** A place in S3 that grants are made of, with the role by which S3 Access Grants gets there. */
export class GrantsLocation extends pulumi.ComponentResource {
  readonly locationId: pulumi.Output<string>;
  /** `s3://{bucket}/{prefix}` */
  readonly scope: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: GrantsLocationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:GrantsLocation", name, {}, opts);
    const { accountId, instanceArn: accessGrantsInstanceArn } = args.instance;
    const instance = pulumi.output({ accountId, accessGrantsInstanceArn });
    const role = new Role(
      name,
      { name: args.roleName, assumeRolePolicy: instance.apply(locationTrust) },
      { parent: this },
    );
    const policy = new RolePolicy(
      name,
      {
        name: "below-the-location",
        role: role.name,
        policy: instance.apply((one) => locationRights(args, args.permissions, one)),
      },
      { parent: this },
    );
    const location = new AccessGrantsLocation(
      name,
      { locationScope: `s3://${args.bucket}/${args.prefix}`, iamRoleArn: role.arn },
      // S3 tries the role when it registers the location.
      { parent: this, dependsOn: [policy, args.instance, ...args.after] },
    );
    this.locationId = location.accessGrantsLocationId;
    this.scope = location.locationScope;
    this.roleArn = role.arn;
    this.registerOutputs({ locationId: this.locationId, scope: this.scope, roleArn: this.roleArn });
  }
}

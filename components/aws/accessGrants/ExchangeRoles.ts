import * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type { S3AccessGrantsModel } from "../../../trust/TrustModel.ts";
import { physicalName } from "../../physicalName.ts";
import type { AccessGrantsInstance } from "./AccessGrantsInstance.ts";
import { exchangeTrust, identityRights, identityTrust } from "./policies.ts";

export interface ExchangeRolesArgs extends Pick<S3AccessGrantsModel, "callers"> {
  readonly accessGrants: AccessGrantsInstance;
}

/**
 * The two roles between a token and data: the exchange role exchanges the token and has no right to data; the identity role
 * is taken in the name of the person, by the exchange role alone, and may ask for what the person was granted.
 */
export class ExchangeRoles extends pulumi.ComponentResource {
  readonly exchangeRoleArn: pulumi.Output<string>;
  readonly identityRoleArn: pulumi.Output<string>;
  /** In IAM; for what it may do at the application, which names the role and so comes after it. */
  readonly exchangeRoleName: pulumi.Output<string>;

  constructor(name: string, { callers, accessGrants }: ExchangeRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:ExchangeRoles", name, {}, opts);
    const exchange = new Role(
      `${name}/exchange`,
      {
        name: physicalName(name, "exchange-role"),
        assumeRolePolicy: accessGrants.accountId.apply((accountId) => exchangeTrust(callers, accountId)),
      },
      { parent: this },
    );
    const identity = new Role(
      `${name}/identity`,
      { name: physicalName(name, "identity-role"), assumeRolePolicy: exchange.arn.apply(identityTrust) },
      { parent: this },
    );
    new RolePolicy(
      `${name}/identity`,
      { name: "get-data-access", role: identity.name, policy: accessGrants.instanceArn.apply(identityRights) },
      { parent: this },
    );
    this.exchangeRoleArn = exchange.arn;
    this.exchangeRoleName = exchange.name;
    this.identityRoleArn = identity.arn;
    this.registerOutputs({ exchangeRoleArn: this.exchangeRoleArn, identityRoleArn: this.identityRoleArn });
  }
}

import * as pulumi from "@pulumi/pulumi";
import { Application } from "@pulumi/aws/ssoadmin/application.js";
import { ApplicationAccessScope } from "@pulumi/aws/ssoadmin/applicationAccessScope.js";
import { ApplicationAssignment } from "@pulumi/aws/ssoadmin/applicationAssignment.js";
import { ApplicationAssignmentConfiguration } from "@pulumi/aws/ssoadmin/applicationAssignmentConfiguration.js";
import { ApplicationAuthenticationMethod } from "../../../providers/identitycenter/sdk/ApplicationAuthenticationMethod.ts";
import { ApplicationGrant } from "../../../providers/identitycenter/sdk/ApplicationGrant.ts";
import type { IdentityCenterModel } from "../../../trust/TrustModel.ts";
import { declared } from "../../declared.ts";
import type { IdentityCenterInstance } from "./identityCenterInstance.ts";

export interface IdentityCenterApplicationArgs extends Pick<IdentityCenterModel, "assignment"> {
  readonly instance: IdentityCenterInstance;
  /** In Identity Center. */
  readonly applicationName: string;
  readonly trustedTokenIssuerArn: pulumi.Input<string>;
  /** The `aud` of the ID tokens that are taken. */
  readonly audience: pulumi.Input<string>;
  /** The one role that may exchange tokens. */
  readonly exchangeRoleArn: pulumi.Input<string>;
  /** By the names that the assignment has. */
  readonly userIds: Readonly<Record<string, pulumi.Input<string>>>;
  readonly groupIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * A customer managed application of Identity Center, at which ID tokens of one issuer and audience are exchanged by one
 * role, for people whom it is assigned to. What comes of an exchange is good for S3 Access Grants alone.
 */
export class IdentityCenterApplication extends pulumi.ComponentResource {
  readonly applicationArn: pulumi.Output<string>;

  constructor(name: string, args: IdentityCenterApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:IdentityCenterApplication", name, {}, opts);
    const { assignment } = args;
    const { instanceArn, region } = args.instance;
    const { arn: applicationArn } = new Application(
      name,
      {
        instanceArn,
        name: args.applicationName,
        applicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
      },
      // The AWS provider calls a change of these an update, and changes nothing (aws_ssoadmin_application).
      { parent: this, replaceOnChanges: ["instanceArn", "applicationProviderArn"] },
    );
    new ApplicationAccessScope(name, { applicationArn, scope: "s3:access_grants:read_write" }, { parent: this });
    const { trustedTokenIssuerArn, audience, exchangeRoleArn: roleArn } = args;
    const trustedTokenIssuers = [{ trustedTokenIssuerArn, authorizedAudiences: [audience] }];
    new ApplicationGrant(name, { applicationArn, trustedTokenIssuers, region }, { parent: this });
    new ApplicationAuthenticationMethod(name, { applicationArn, roleArn, region }, { parent: this });
    new ApplicationAssignmentConfiguration(
      name,
      { applicationArn, assignmentRequired: assignment.required },
      { parent: this },
    );
    const { users, groups } = assignment.required ? assignment : { users: [], groups: [] };
    for (const [principalType, names, ids] of [
      ["USER", users, args.userIds],
      ["GROUP", groups, args.groupIds],
    ] as const) {
      for (const key of names) {
        const principal = { principalType, principalId: declared(ids, key) };
        const kind = principalType.toLowerCase();
        new ApplicationAssignment(`${name}/${kind}/${key}`, { applicationArn, ...principal }, { parent: this });
      }
    }
    this.applicationArn = applicationArn;
    this.registerOutputs({ applicationArn });
  }
}

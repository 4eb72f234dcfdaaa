import * as pulumi from "@pulumi/pulumi";
import { UserPoolDomain as AwsUserPoolDomain } from "@pulumi/aws/cognito/userPoolDomain.js";
import type { CognitoIssuerModel } from "../../trust/TrustModel.ts";

export interface UserPoolDomainArgs extends Pick<CognitoIssuerModel, "domain" | "pages"> {
  readonly userPoolId: pulumi.Input<string>;
}

/** 1 is the classic hosted UI, 2 managed login (Amazon Cognito user pools API reference, CreateUserPoolDomain). */
const versions = { classic: 1, managed: 2 } as const;

/** Where a user pool's pages and OAuth endpoints are. */
export class UserPoolDomain extends pulumi.ComponentResource {
  /** `{prefix}.auth.{region}.amazoncognito.com`, or the domain of one's own. */
  readonly host: pulumi.Output<string>;
  /** The distribution that a domain of one's own has to be an alias of; a prefix has none to care for. */
  readonly target?: pulumi.Output<string>;

  constructor(name: string, args: UserPoolDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:cognito:UserPoolDomain", name, {}, opts);
    const { domain } = args;
    const declared = new AwsUserPoolDomain(
      name,
      {
        userPoolId: args.userPoolId,
        ...("prefix" in domain
          ? { domain: domain.prefix }
          : { domain: domain.custom, certificateArn: domain.certificateArn }),
        managedLoginVersion: versions[args.pages],
      },
      { parent: this },
    );
    if ("prefix" in domain) {
      // The provider has no output for the whole name; its form is documented ("Using the Amazon Cognito domain").
      this.host = pulumi.interpolate`${declared.domain}.auth.${declared.region}.amazoncognito.com`;
    } else {
      this.host = declared.domain;
      this.target = declared.cloudfrontDistribution;
    }
    this.registerOutputs({ host: this.host, target: this.target });
  }
}

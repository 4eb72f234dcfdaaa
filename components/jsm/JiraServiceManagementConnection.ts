import * as pulumi from "@pulumi/pulumi";
import type { DeployedCognitoIssuer, DeployedIssuer, DeployedRelyingParty } from "../../trust/DeployedTrust.ts";
import type { JiraServiceManagementModel } from "../../trust/TrustModel.ts";
import type { IssuerClient } from "../DeclaredIssuer.ts";
import type { DeclaredRelyingParty } from "../DeclaredRelyingParty.ts";

export interface JiraServiceManagementConnectionArgs extends Pick<
  JiraServiceManagementModel,
  "callbackUrl" | "logoutUrl"
> {
  /** The client that the plugin signs customers in with. */
  readonly client: Pick<IssuerClient, "clientId">;
  /** What is known of the user pool. */
  readonly pool: pulumi.Input<DeployedIssuer>;
}

/**
 * The customer portal of Jira Service Management, whose plugin signs customers in with a user pool. The plugin has no API:
 * what its form asks for stands here in the stack, and goes in by hand. The client's secret is not repeated.
 *
 * The endpoints are on the pool's domain (Amazon Cognito developer guide, "User pool endpoints and managed login
 * reference").
 */
export class JiraServiceManagementConnection extends pulumi.ComponentResource implements DeclaredRelyingParty {
  readonly deployed: pulumi.Output<DeployedRelyingParty>;

  constructor(name: string, args: JiraServiceManagementConnectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:jsm:Connection", name, {}, opts);
    const pool = pulumi.output(args.pool).apply((issuer) => userPool(name, issuer));
    const { domain } = pool;
    this.deployed = pulumi.output({
      kind: "jira-service-management" as const,
      issuer: pool.issuer,
      clientId: args.client.clientId,
      domain,
      authorizationEndpoint: pulumi.interpolate`https://${domain}/oauth2/authorize`,
      tokenEndpoint: pool.tokenEndpoint,
      userInfoEndpoint: pulumi.interpolate`https://${domain}/oauth2/userInfo`,
      logoutEndpoint: pulumi.interpolate`https://${domain}/logout`,
      callbackUrl: args.callbackUrl,
      logoutUrl: args.logoutUrl,
    });
    this.registerOutputs({ deployed: this.deployed });
  }
}

/** @throws RunError for an issuer that is none */
function userPool(name: string, issuer: DeployedIssuer): DeployedCognitoIssuer {
  if (issuer.kind === "cognito") return issuer;
  throw new pulumi.RunError(`the issuer of ${name} is no user pool, but of kind ${issuer.kind}`);
}

import * as pulumi from "@pulumi/pulumi";
import { OAuth } from "@pulumi/okta/app/oauth.js";
import { AppGroupAssignments } from "@pulumi/okta/appGroupAssignments.js";
import { getOrgMetadataOutput } from "@pulumi/okta/getOrgMetadata.js";
import type { OktaPoolFederationModel } from "../../trust/TrustModel.ts";

export interface OktaSignInApplicationArgs extends Pick<OktaPoolFederationModel, "label"> {
  /** Who may sign in: everyone of the organisation, or members of groups, which `findGroups` finds. */
  readonly assignment: "everyone" | { readonly groupIds: readonly pulumi.Input<string>[] };
  readonly redirectUri: pulumi.Input<string>;
}

/**
 * A web application of the Okta organisation that people sign in to with the authorization code grant: a user pool, which
 * authenticates with its secret in the form and sends no PKCE challenge. The issuer is the organisation's own authorization
 * server, on the organisation's own domain, whatever custom domains it has.
 *
 * Everyone may sign in by Federation Broker Mode, beside which Okta takes no assignments (okta/terraform-provider-okta
 * #1172); otherwise members of groups that were made in Okta, and nobody else: groups that are assigned by hand show as
 * drift.
 */
export class OktaSignInApplication extends pulumi.ComponentResource {
  readonly clientId: pulumi.Output<string>;
  /** A Pulumi secret. It does not end by itself. */
  readonly clientSecret: pulumi.Output<string>;
  /** The exact `iss` of the ID tokens. */
  readonly issuer: pulumi.Output<string>;

  constructor(
    name: string,
    { label, assignment, redirectUri }: OktaSignInApplicationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("crosstrust:okta:SignInApplication", name, {}, opts);
    const app = new OAuth(
      name,
      {
        label,
        type: "web",
        grantTypes: ["authorization_code"],
        responseTypes: ["code"],
        redirectUris: [redirectUri],
        tokenEndpointAuthMethod: "client_secret_post",
        pkceRequired: false,
        // With DYNAMIC the `iss` follows the host that was called, which no exact comparison survives.
        issuerMode: "ORG_URL",
        implicitAssignment: assignment === "everyone",
      },
      { parent: this },
    );
    if (assignment !== "everyone") {
      const groups = assignment.groupIds.map((id) => ({ id, profile: "{}" }));
      new AppGroupAssignments(name, { appId: app.id, groups }, { parent: this });
    }
    this.clientId = app.clientId;
    this.clientSecret = pulumi.secret(app.clientSecret);
    this.issuer = getOrgMetadataOutput({}, { parent: this }).apply(({ domains }) => {
      if (!domains?.organization) throw new pulumi.RunError("Okta does not say the domain of the organisation");
      return domains.organization;
    });
    this.registerOutputs({ clientId: this.clientId, clientSecret: this.clientSecret, issuer: this.issuer });
  }
}

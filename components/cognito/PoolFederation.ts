import * as pulumi from "@pulumi/pulumi";
import { IdentityProvider } from "@pulumi/aws/cognito/identityProvider.js";
import { attributeMapping, authorizeScopes } from "../../trust/cognito/providerSettings.ts";
import type { DeployedPoolFederation } from "../../trust/DeployedTrust.ts";
import type { FederationSource } from "./loadFederation.ts";

export interface PoolFederationArgs extends FederationSource {
  readonly userPoolId: pulumi.Input<string>;
  /** What the sign-in page shows. */
  readonly providerName: string;
  /** The host of the pool's pages. */
  readonly domain: pulumi.Input<string>;
}

/**
 * An identity provider that a pool's people can come from, by OpenID Connect: the pool as an application there, and the
 * provider in the pool. Cognito reads the provider's endpoints from its discovery document, exchanges the code with the
 * secret in the form (client_secret_post) and sends no PKCE challenge that AWS documents (Amazon Cognito developer guide,
 * "Using OIDC identity providers with a user pool").
 *
 * A person who comes from there gets a profile in the pool, apart from any other with the same email address.
 */
export class PoolFederation extends pulumi.ComponentResource {
  readonly providerName: pulumi.Output<string>;
  readonly deployed: pulumi.Output<DeployedPoolFederation>;

  constructor(name: string, args: PoolFederationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:cognito:Federation", name, {}, opts);
    // Its form is documented (developer guide, "Using OIDC identity providers with a user pool").
    const redirectUri = pulumi.interpolate`https://${args.domain}/oauth2/idpresponse`;
    const application = args.declareApplication(name, redirectUri, { parent: this });
    const { issuer, clientId, clientSecret, secretExpires } = application;
    const provider = new IdentityProvider(
      name,
      {
        userPoolId: args.userPoolId,
        providerName: args.providerName,
        providerType: "OIDC",
        providerDetails: {
          client_id: clientId,
          client_secret: clientSecret,
          authorize_scopes: authorizeScopes,
          oidc_issuer: issuer,
          attributes_request_method: "GET",
          // AWS adds it to its answer: left out, it would show as a change for ever.
          attributes_url_add_attributes: "false",
        },
        attributeMapping: attributeMapping(args.attributes),
      },
      // The secret is one of them, and AWS tells all of them to whoever reads the provider.
      { parent: this, additionalSecretOutputs: ["providerDetails"] },
    );
    this.providerName = provider.providerName;
    this.deployed = pulumi.output({ issuer, clientId, redirectUri, ...(secretExpires && { secretExpires }) });
    this.registerOutputs({ providerName: this.providerName, deployed: this.deployed });
  }
}

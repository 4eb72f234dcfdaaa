import * as pulumi from "@pulumi/pulumi";
import { Application } from "@pulumi/azuread/application.js";
import { getServicePrincipalOutput } from "@pulumi/azuread/getServicePrincipal.js";
import { ServicePrincipal } from "@pulumi/azuread/servicePrincipal.js";
import { ServicePrincipalDelegatedPermissionGrant } from "@pulumi/azuread/servicePrincipalDelegatedPermissionGrant.js";
import {
  discoveryUrlOf,
  entraAuthorizationEndpoint,
  entraIssuer,
  entraTenantUrl,
} from "../../trust/entra/endpoints.ts";
import type { EntraApplicationModel } from "../../trust/TrustModel.ts";
import { declareCredentials } from "./declareCredentials.ts";
import { microsoftGraph } from "./microsoftGraph.ts";

export interface EntraSignInApplicationArgs extends Omit<EntraApplicationModel, "redirectUris"> {
  readonly redirectUris: readonly pulumi.Input<string>[];
  /**
   * Whether the authorization endpoint hands out ID tokens by itself, by default yes. One that exchanges a code for its
   * tokens needs it not, and is safer without.
   */
  readonly implicitIdTokens?: boolean;
}

/**
 * A web application of the company's Entra ID tenant, and of no other, that people sign in to with ID tokens: JumpCloud,
 * as its guide registers it, or a user pool. Admin consent is given here for what its optional claims need of Microsoft Graph.
 *
 * Graph's own service principal is looked up, not declared: the provider would change it when it takes it over, and try
 * to delete it in the end.
 */
export class EntraSignInApplication extends pulumi.ComponentResource {
  readonly clientId: pulumi.Output<string>;
  readonly objectId: pulumi.Output<string>;
  readonly servicePrincipalId: pulumi.Output<string>;
  /** The directory's, as Graph says it. */
  readonly tenantId: pulumi.Output<string>;
  /** The exact `iss` of the ID tokens. */
  readonly issuer: pulumi.Output<string>;
  /** The form that JumpCloud asks for: `https://login.microsoftonline.com/{tenantId}`. */
  readonly identityProviderUrl: pulumi.Output<string>;
  readonly discoveryUrl: pulumi.Output<string>;
  readonly authorizationEndpoint: pulumi.Output<string>;
  /** Of the current generation; a Pulumi secret. */
  readonly clientSecret: pulumi.Output<string>;
  readonly secretExpires: pulumi.Output<string>;
  readonly secretKeyId: pulumi.Output<string>;

  constructor(name: string, args: EntraSignInApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:entra:SignInApplication", name, {}, opts);
    const owners = args.owners.length > 0 && { owners: [...args.owners] };
    const { delegatedPermissions } = microsoftGraph;
    const application = new Application(
      name,
      {
        displayName: args.name,
        signInAudience: "AzureADMyOrg",
        ...owners,
        web: {
          redirectUris: [...args.redirectUris],
          implicitGrant: { idTokenIssuanceEnabled: args.implicitIdTokens ?? true, accessTokenIssuanceEnabled: false },
        },
        ...(args.optionalClaims.length > 0 && {
          optionalClaims: { idTokens: args.optionalClaims.map((claim) => ({ name: claim })) },
        }),
        requiredResourceAccesses: [
          {
            resourceAppId: microsoftGraph.clientId,
            resourceAccesses: Object.values(delegatedPermissions).map((id) => ({ id, type: "Scope" })),
          },
        ],
      },
      { parent: this },
    );
    const servicePrincipal = new ServicePrincipal(
      name,
      { clientId: application.clientId, ...owners },
      { parent: this },
    );
    new ServicePrincipalDelegatedPermissionGrant(
      name,
      {
        servicePrincipalObjectId: servicePrincipal.objectId,
        resourceServicePrincipalObjectId: getServicePrincipalOutput(
          { clientId: microsoftGraph.clientId },
          { parent: this },
        ).objectId,
        claimValues: Object.keys(delegatedPermissions),
      },
      { parent: this },
    );
    const secret = declareCredentials(name, application.id, args, this);
    this.clientId = application.clientId;
    this.objectId = application.objectId;
    this.servicePrincipalId = servicePrincipal.objectId;
    this.tenantId = servicePrincipal.applicationTenantId;
    this.issuer = this.tenantId.apply(entraIssuer);
    this.identityProviderUrl = this.tenantId.apply(entraTenantUrl);
    this.discoveryUrl = this.issuer.apply(discoveryUrlOf);
    this.authorizationEndpoint = this.tenantId.apply(entraAuthorizationEndpoint);
    this.clientSecret = secret.value;
    this.secretExpires = secret.expires;
    this.secretKeyId = secret.keyId;
    this.registerOutputs({
      clientId: this.clientId,
      tenantId: this.tenantId,
      issuer: this.issuer,
      identityProviderUrl: this.identityProviderUrl,
      clientSecret: this.clientSecret,
      secretExpires: this.secretExpires,
    });
  }
}

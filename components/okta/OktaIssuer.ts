import * as pulumi from "@pulumi/pulumi";
import type { DeployedIssuer } from "../../trust/DeployedTrust.ts";
import type { OktaIssuerModel } from "../../trust/TrustModel.ts";
import type { DeclaredIssuer } from "../DeclaredIssuer.ts";
import { mapValues } from "../../lib/mapValues.ts";
import { physicalName } from "../physicalName.ts";
import { OktaAuthorizationServer } from "./OktaAuthorizationServer.ts";
import { OktaServiceApp } from "./OktaServiceApp.ts";

export type OktaIssuerArgs = Omit<OktaIssuerModel, "kind">;

/**
 * Okta as a token issuer: a service application for each client, and the authorization server that gives them tokens.
 *
 * The provider has no output for a server's endpoints. They lie under the issuer: `/v1/token`, and its two metadata
 * documents (Okta, OpenID Connect & OAuth 2.0 API). Access tokens of a custom authorization server carry the scopes in
 * `scp` and the client in `cid` (Okta, access token reserved claims).
 */
export class OktaIssuer extends pulumi.ComponentResource implements DeclaredIssuer {
  readonly issuer: pulumi.Output<string>;
  readonly audiences: pulumi.Output<string[]>;
  readonly discoveryUrl: pulumi.Output<string>;
  readonly metadataUrl: pulumi.Output<string>;
  readonly tokenEndpoint: pulumi.Output<string>;
  readonly scopeClaim = pulumi.output("scp" as const);
  readonly clientIdClaim = pulumi.output("cid");
  readonly clients: Readonly<Record<string, OktaServiceApp>>;
  readonly deployed: pulumi.Output<DeployedIssuer>;

  /** @throws InputPropertiesError for arguments that Okta or its provider would not take */
  constructor(name: string, args: OktaIssuerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:okta:Issuer", name, {}, opts);
    this.clients = mapValues(
      args.clients,
      (model, client) =>
        new OktaServiceApp(
          `${name}/${client}`,
          { ...model, label: model.label ?? physicalName(name, client) },
          { parent: this },
        ),
    );
    const server = new OktaAuthorizationServer(
      name,
      {
        title: args.name ?? physicalName(name),
        ...(args.description && { description: args.description }),
        audience: args.audience,
        scopes: args.scopes,
        accessPolicies: args.accessPolicies,
        clientIds: mapValues(this.clients, ({ clientId }) => clientId),
      },
      { parent: this },
    );
    this.issuer = server.issuer;
    this.audiences = server.audiences;
    this.discoveryUrl = pulumi.interpolate`${server.issuer}/.well-known/openid-configuration`;
    this.metadataUrl = pulumi.interpolate`${server.issuer}/.well-known/oauth-authorization-server`;
    this.tokenEndpoint = pulumi.interpolate`${server.issuer}/v1/token`;
    this.deployed = pulumi.output({
      kind: "okta" as const,
      issuer: this.issuer,
      audiences: this.audiences,
      discoveryUrl: this.discoveryUrl,
      metadataUrl: this.metadataUrl,
      tokenEndpoint: this.tokenEndpoint,
      scopeClaim: this.scopeClaim,
      serverId: server.serverId,
      clients: mapValues(this.clients, ({ clientId }) => ({ clientId })),
    });
    this.registerOutputs({ deployed: this.deployed });
  }
}

import * as pulumi from "@pulumi/pulumi";
import { ResourceServer } from "@pulumi/aws/cognito/resourceServer.js";
import { audienceClientsOf } from "../../trust/access/cognitoGrants.ts";
import type { DeployedIssuer } from "../../trust/DeployedTrust.ts";
import type { CognitoClientModel, CognitoIssuerModel, ResourceServerModel } from "../../trust/TrustModel.ts";
import { mapValues } from "../../lib/mapValues.ts";
import { declared } from "../declared.ts";
import type { DeclaredIssuer } from "../DeclaredIssuer.ts";
import { physicalName } from "../physicalName.ts";
import { refuseArguments } from "../refuseArguments.ts";
import type { PoolClientArgs } from "./clientSettings.ts";
import { cognitoFaults } from "./cognitoFaults.ts";
import { InteractiveClient } from "./InteractiveClient.ts";
import type { FederationSource } from "./loadFederation.ts";
import { MachineClient } from "./MachineClient.ts";
import { PoolFederation } from "./PoolFederation.ts";
import { UserPool } from "./UserPool.ts";
import { UserPoolDomain } from "./UserPoolDomain.ts";

export interface CognitoIssuerArgs extends Omit<CognitoIssuerModel, "kind" | "federation"> {
  /** By name, as `loadFederation` makes them of the model. */
  readonly federation: Readonly<Record<string, FederationSource>>;
}

/**
 * A user pool of Amazon Cognito as a token issuer: the pool, its domain, its resource servers, the identity providers that
 * its people can come from, and its clients.
 *
 * The issuer is the pool's, `https://cognito-idp.{region}.amazonaws.com/{id}`, where it publishes its documents; the token
 * endpoint is on the domain. Access tokens have no `aud`: a gateway looks for their `client_id` among the audiences, which
 * are the ids of the clients that have a scope of a resource server (API Gateway developer guide, "Control access to HTTP
 * APIs with JWT authorizers"). What a client was granted is in `scope` (Amazon Cognito developer guide, "Understanding the
 * access token").
 */
export class CognitoIssuer extends pulumi.ComponentResource implements DeclaredIssuer {
  readonly issuer: pulumi.Output<string>;
  readonly audiences: pulumi.Output<string[]>;
  readonly discoveryUrl: pulumi.Output<string>;
  readonly metadataUrl: pulumi.Output<string>;
  readonly tokenEndpoint: pulumi.Output<string>;
  readonly scopeClaim = pulumi.output("scope" as const);
  readonly clientIdClaim = pulumi.output("client_id");
  readonly clients: Readonly<Record<string, InteractiveClient | MachineClient>>;
  readonly deployed: pulumi.Output<DeployedIssuer>;

  /** @throws InputPropertiesError for clients that name scopes or identity providers which are not there */
  constructor(name: string, args: CognitoIssuerArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseArguments(`cognito issuer ${name}`, cognitoFaults(args));
    super("crosstrust:cognito:Issuer", name, {}, opts);
    const pool = new UserPool(name, { ...args, title: args.name ?? physicalName(name) }, { parent: this });
    const { userPoolId } = pool;
    const domain = new UserPoolDomain(name, { userPoolId, domain: args.domain, pages: args.pages }, { parent: this });
    const resourceServers = mapValues(args.resourceServers, (model, server) =>
      this.#declareResourceServer(`${name}/${server}`, model, userPoolId),
    );
    const federation = mapValues(
      args.federation,
      (source, provider) =>
        new PoolFederation(
          `${name}/${provider}`,
          { ...source, userPoolId, providerName: provider, domain: domain.host },
          { parent: this },
        ),
    );
    this.clients = mapValues(args.clients, (model, client) => {
      const title = model.label ?? physicalName(name, client);
      const named = Object.entries(args.resourceServers).filter(([, { identifier, scopes }]) =>
        model.scopes.some((scope) => Object.keys(scopes).some((one) => scope === `${identifier}/${one}`)),
      );
      const common = {
        userPoolId,
        title,
        scopes: model.scopes,
        resourceServers: named.map(([server]) => declared(resourceServers, server)),
      };
      return this.#declareClient(`${name}/${client}`, model, common, args.pages, federation);
    });
    const { issuer } = pool;
    const audiences = audienceClientsOf(args).map((client) => declared(this.clients, client).clientId);
    this.issuer = issuer;
    this.audiences = pulumi.all(audiences);
    this.discoveryUrl = pulumi.interpolate`${issuer}/.well-known/openid-configuration`;
    this.metadataUrl = this.discoveryUrl;
    this.tokenEndpoint = pulumi.interpolate`https://${domain.host}/oauth2/token`;
    this.deployed = pulumi.output({
      kind: "cognito" as const,
      issuer,
      audiences: this.audiences,
      discoveryUrl: this.discoveryUrl,
      metadataUrl: this.metadataUrl,
      tokenEndpoint: this.tokenEndpoint,
      scopeClaim: this.scopeClaim,
      userPoolId,
      domain: domain.host,
      ...(domain.target && { domainTarget: domain.target }),
      clients: mapValues(this.clients, ({ clientId }) => ({ clientId })),
      federation: mapValues(federation, ({ deployed }) => deployed),
    });
    this.registerOutputs({ deployed: this.deployed });
  }

  #declareClient(
    name: string,
    model: CognitoClientModel,
    common: PoolClientArgs,
    pages: CognitoIssuerArgs["pages"],
    federation: Readonly<Record<string, PoolFederation>>,
  ) {
    switch (model.kind) {
      case "interactive": {
        const providerNames = model.identityProviders.map((provider) =>
          provider === "cognito" ? "COGNITO" : declared(federation, provider).providerName,
        );
        return new InteractiveClient(name, { ...model, ...common, pages, providerNames }, { parent: this });
      }
      case "machine":
        return new MachineClient(name, { ...model, ...common }, { parent: this });
    }
  }

  #declareResourceServer(
    name: string,
    { identifier, name: title, scopes }: ResourceServerModel,
    userPoolId: pulumi.Output<string>,
  ): ResourceServer {
    return new ResourceServer(
      name,
      {
        userPoolId,
        identifier,
        name: title,
        scopes: Object.entries(scopes).map(([scopeName, { description }]) => ({
          scopeName,
          scopeDescription: description,
        })),
      },
      { parent: this },
    );
  }
}

import * as pulumi from "@pulumi/pulumi";
import type { DeployedIssuer, ScopeClaim } from "../../trust/DeployedTrust.ts";
import { discoveryUrlOf } from "../../trust/entra/endpoints.ts";
import type { DeclaredIssuer } from "../DeclaredIssuer.ts";
import type { EntraApi } from "./EntraApi.ts";
import type { EntraClient } from "./EntraClient.ts";

/** What a kind of directory says of an API that is registered in it. */
export interface MicrosoftIssuerParts {
  readonly kind: "entra" | "b2c";
  readonly api: EntraApi;
  /** The exact `iss`. */
  readonly issuer: pulumi.Output<string>;
  readonly tokenEndpoint: pulumi.Output<string>;
  readonly scopeClaim: ScopeClaim;
}

/** What is the same for every directory of Microsoft's as a token issuer for one API. */
export abstract class MicrosoftIssuer extends pulumi.ComponentResource implements DeclaredIssuer {
  readonly issuer: pulumi.Output<string>;
  readonly audiences: pulumi.Output<string[]>;
  readonly discoveryUrl: pulumi.Output<string>;
  readonly metadataUrl: pulumi.Output<string>;
  readonly tokenEndpoint: pulumi.Output<string>;
  readonly scopeClaim: pulumi.Output<ScopeClaim>;
  /** Of version 2 tokens. */
  readonly clientIdClaim = pulumi.output("azp");
  readonly clients: Readonly<Record<string, EntraClient>>;
  readonly deployed: pulumi.Output<DeployedIssuer>;

  protected constructor(
    type: string,
    name: string,
    declareParts: (parent: pulumi.ComponentResource) => MicrosoftIssuerParts,
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    super(type, name, {}, opts);
    const { kind, api, issuer, tokenEndpoint, scopeClaim } = declareParts(this);
    this.clients = api.clients;
    this.issuer = issuer;
    this.audiences = api.clientId.apply((clientId) => [clientId]);
    this.discoveryUrl = issuer.apply(discoveryUrlOf);
    this.metadataUrl = this.discoveryUrl;
    this.tokenEndpoint = tokenEndpoint;
    this.scopeClaim = pulumi.output(scopeClaim);
    this.deployed = pulumi
      .output({
        kind,
        issuer: this.issuer,
        audiences: this.audiences,
        discoveryUrl: this.discoveryUrl,
        metadataUrl: this.metadataUrl,
        tokenEndpoint: this.tokenEndpoint,
        scopeClaim: this.scopeClaim,
        ...api.deployed,
      })
      .apply((deployed): DeployedIssuer => deployed);
    this.registerOutputs({ deployed: this.deployed });
  }
}

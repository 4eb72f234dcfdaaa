import type { Output } from "@pulumi/pulumi";
import type { DeployedIssuer } from "../trust/DeployedTrust.ts";
import type { TokenIssuer } from "./TokenIssuer.ts";

/** An issuer of the config with the clients that were registered at it. */
export interface DeclaredIssuer extends TokenIssuer {
  /** Where the vendor publishes metadata for people to copy. */
  readonly metadataUrl: Output<string>;
  /** By the name that the config gives to the client. */
  readonly clients: Readonly<Record<string, IssuerClient>>;
  /** What the stack output `trust` says of the issuer; it holds no secret. */
  readonly deployed: Output<DeployedIssuer>;
}

export interface IssuerClient {
  readonly clientId: Output<string>;
  /** A Pulumi secret. Clients that authenticate with a key of their own have none. */
  readonly clientSecret?: Output<string>;
  /** In ISO 8601; absent where the secret does not end by itself. */
  readonly secretExpires?: Output<string>;
}

import type { TrustModel } from "./TrustModel.ts";

/**
 * The stack output `trust`: the model and what the vendors answered to it. It holds no secret.
 * The scripts read this and the stack output `clientSecrets` (`{ [issuer]: { [client]: secret } }`, a Pulumi secret),
 * and nothing else.
 */
export interface DeployedTrust {
  readonly version: 1;
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly model: TrustModel;
  readonly issuers: Readonly<Record<string, DeployedIssuer>>;
  readonly apis: Readonly<Record<string, DeployedApi>>;
}

export interface DeployedIssuer {
  readonly kind: "okta";
  /** The exact `iss` of the tokens. */
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** `…/.well-known/openid-configuration`, what API Gateway reads under the issuer. */
  readonly discoveryUrl: string;
  /** `…/.well-known/oauth-authorization-server`, the Metadata URI of the Okta console. */
  readonly metadataUrl: string;
  readonly tokenEndpoint: string;
  /** The claim that carries the scopes. */
  readonly scopeClaim: "scope" | "scp";
  readonly serverId: string;
  readonly clients: Readonly<Record<string, { readonly clientId: string }>>;
}

export interface DeployedApi {
  readonly apiId: string;
  /** `https://{apiId}.execute-api.{region}.amazonaws.com`, without a trailing slash. */
  readonly endpoint: string;
  readonly logGroup: string;
  /** By issuer name: an API has one JWT authorizer for each issuer that its routes name. */
  readonly authorizers: Readonly<Record<string, DeployedAuthorizer>>;
}

export interface DeployedAuthorizer {
  readonly authorizerId: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
}

/** By issuer, then client; clients that hold a key of their own have none. */
export type ClientSecrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

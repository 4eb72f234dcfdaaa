import type { TrustModel } from "./TrustModel.ts";

/**
 * The stack output `trust`: the model and what the vendors answered to it. It holds no secret.
 * The scripts read this and the two stack outputs that are Pulumi secrets, `clientSecrets` and `relyingPartySecrets`, and
 * nothing else.
 */
export interface DeployedTrust {
  readonly version: 2;
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly model: TrustModel;
  readonly issuers: Readonly<Record<string, DeployedIssuer>>;
  readonly apis: Readonly<Record<string, DeployedApi>>;
  readonly relyingParties: Readonly<Record<string, DeployedRelyingParty>>;
}

/** What is known of every issuer, whatever its kind. */
interface DeployedTokenIssuer {
  /** The exact `iss` of the tokens. */
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** `{issuer}/.well-known/openid-configuration` without a double slash: what API Gateway reads under the issuer. */
  readonly discoveryUrl: string;
  /** Where the vendor publishes metadata for people to copy; the discovery URL where it has no other. */
  readonly metadataUrl: string;
  readonly tokenEndpoint: string;
  /** The claim that carries what a client was granted. */
  readonly scopeClaim: ScopeClaim;
  readonly clients: Readonly<Record<string, DeployedClient>>;
}

/** `scope` is one text parted by spaces, `scp` that or an array, `roles` (Entra app-only tokens) an array. */
export type ScopeClaim = "scope" | "scp" | "roles";

export interface DeployedClient {
  readonly clientId: string;
  /** When its secret ends, in ISO 8601; absent where it does not end by itself. */
  readonly secretExpires?: string;
}

/** A custom authorization server. Its metadata URL is the Metadata URI of the Okta console. */
export interface DeployedOktaIssuer extends DeployedTokenIssuer {
  readonly kind: "okta";
  readonly serverId: string;
}

interface DeployedMicrosoftIssuer extends DeployedTokenIssuer {
  readonly tenantId: string;
  /** The API's registration: its object id (its client id is the audience). */
  readonly applicationObjectId: string;
  readonly servicePrincipalId: string;
  readonly identifierUri: string;
  /** What every client asks for: `{identifierUri}/.default`. */
  readonly tokenScope: string;
}

export interface DeployedEntraIssuer extends DeployedMicrosoftIssuer {
  readonly kind: "entra";
}

export interface DeployedB2cIssuer extends DeployedMicrosoftIssuer {
  readonly kind: "b2c";
}

/** A user pool. Its audiences are the ids of the clients that have a scope of a resource server. */
export interface DeployedCognitoIssuer extends DeployedTokenIssuer {
  readonly kind: "cognito";
  readonly userPoolId: string;
  /** The host of its pages and its token endpoint. */
  readonly domain: string;
  /** What a domain of one's own has to be an alias of; absent for a prefix, which AWS's DNS knows. */
  readonly domainTarget?: string;
}

export type DeployedIssuer = DeployedOktaIssuer | DeployedEntraIssuer | DeployedB2cIssuer | DeployedCognitoIssuer;

export interface DeployedApi {
  readonly apiId: string;
  /** `https://{apiId}.execute-api.{region}.amazonaws.com`, without a trailing slash. */
  readonly endpoint: string;
  readonly logGroup: string;
  /** By issuer name: an API has one JWT authorizer for each issuer that its routes name. */
  readonly authorizers: Readonly<Record<string, DeployedAuthorizer>>;
  /** There where a route asks for it. */
  readonly lambdaAuthorizer?: DeployedLambdaAuthorizer;
}

export interface DeployedAuthorizer {
  readonly authorizerId: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
}

export interface DeployedLambdaAuthorizer {
  readonly authorizerId: string;
  readonly functionName: string;
  readonly logGroup: string;
  readonly cacheSeconds: number;
  /** By issuer name, what its tokens must say. */
  readonly issuers: Readonly<Record<string, { readonly issuer: string; readonly audiences: readonly string[] }>>;
}

export type DeployedRelyingParty = DeployedKeyInsight | DeployedJumpCloudFederation;

export interface DeployedKeyInsight {
  readonly kind: "fortanix-key-insight";
}

export interface DeployedJumpCloudFederation {
  readonly kind: "jumpcloud-federation";
  readonly tenantId: string;
  readonly clientId: string;
  readonly applicationObjectId: string;
  readonly servicePrincipalId: string;
  /** The exact `iss` of the ID tokens: `https://login.microsoftonline.com/{tenantId}/v2.0`. */
  readonly issuer: string;
  /** The form that JumpCloud asks for: `https://login.microsoftonline.com/{tenantId}`. */
  readonly identityProviderUrl: string;
  readonly discoveryUrl: string;
  readonly authorizationEndpoint: string;
  readonly redirectUris: readonly string[];
  readonly optionalClaims: readonly string[];
  /** Of the current generation, in ISO 8601. */
  readonly secretExpires: string;
  readonly secretKeyId: string;
  /** In JumpCloud. */
  readonly identityProviderId: string;
  readonly group: { readonly id: string; readonly name: string };
  readonly people: Readonly<Record<string, DeployedPerson>>;
}

export interface DeployedPerson {
  /** In Entra ID. */
  readonly objectId: string;
  readonly userPrincipalName: string;
  /** Absent where the person has no account in JumpCloud. */
  readonly jumpcloudUserId?: string;
}

/** By issuer, then client; clients that hold a key of their own have none. */
export type ClientSecrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** By relying party; those without a secret of their own have no entry. */
export type RelyingPartySecrets = Readonly<Record<string, JumpCloudFederationSecrets>>;

export interface JumpCloudFederationSecrets {
  readonly clientSecret: string;
  /** The password that each person was created with, and has to change at the first sign-in. */
  readonly initialPasswords: Readonly<Record<string, string>>;
}

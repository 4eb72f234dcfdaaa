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
  /** Of the pool's federation, by name. */
  readonly federation: Readonly<Record<string, DeployedPoolFederation>>;
}

export interface DeployedPoolFederation {
  /** The exact `iss` of the identity provider's ID tokens. */
  readonly issuer: string;
  /** Of the pool, at the identity provider. */
  readonly clientId: string;
  readonly redirectUri: string;
  /** In ISO 8601; absent where the secret does not end by itself. */
  readonly secretExpires?: string;
}

/** JumpCloud's issuer of ID tokens. Its audiences are the ids of its clients. */
export interface DeployedJumpCloudIssuer extends DeployedTokenIssuer {
  readonly kind: "jumpcloud";
  readonly authorizationEndpoint: string;
  readonly userInfoEndpoint: string;
  /** By client. */
  readonly applications: Readonly<
    Record<
      string,
      { readonly applicationId: string; readonly redirectUris: readonly string[]; readonly loginUrl?: string }
    >
  >;
  readonly groups: Readonly<Record<string, { readonly id: string }>>;
  readonly people: Readonly<Record<string, { readonly id: string; readonly email: string }>>;
}

export type DeployedIssuer =
  DeployedOktaIssuer | DeployedEntraIssuer | DeployedB2cIssuer | DeployedCognitoIssuer | DeployedJumpCloudIssuer;

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

export type DeployedRelyingParty =
  DeployedKeyInsight | DeployedJumpCloudFederation | DeployedJiraServiceManagement | DeployedS3AccessGrants;

/** Its client's secret is among the stack's client secrets. */
export interface DeployedJiraServiceManagement {
  readonly kind: "jira-service-management";
  /** The exact `iss` of the ID tokens. */
  readonly issuer: string;
  readonly clientId: string;
  /** `{prefix}.auth.{region}.amazoncognito.com`, or a domain of one's own. */
  readonly domain: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userInfoEndpoint: string;
  /** Without its parameters. */
  readonly logoutEndpoint: string;
  readonly callbackUrl: string;
  readonly logoutUrl: string;
}

export interface DeployedS3AccessGrants {
  readonly kind: "s3-access-grants";
  readonly region: string;
  readonly accountId: string;
  readonly identityStoreId: string;
  /** Of Identity Center. */
  readonly instanceArn: string;
  readonly trustedTokenIssuerArn: string;
  /** What the trusted token issuer names; the exact `iss` of the ID tokens. */
  readonly issuer: string;
  /** The audience that the application's grant names. */
  readonly clientId: string;
  readonly applicationArn: string;
  /** Whoever exchanges a token takes this role first; it is the only one that may. */
  readonly exchangeRoleArn: string;
  /** The role that is taken in the name of the person. */
  readonly identityRoleArn: string;
  readonly accessGrantsInstanceArn: string;
  readonly users: Readonly<Record<string, { readonly userId: string; readonly email: string }>>;
  readonly groups: Readonly<Record<string, { readonly groupId: string }>>;
  readonly locations: Readonly<
    Record<string, { readonly locationId: string; readonly scope: string; readonly roleArn: string }>
  >;
  /** The scope is what AWS says, such as `s3://bucket/team-a/*`. */
  readonly grants: Readonly<Record<string, { readonly grantId: string; readonly scope: string }>>;
}

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

/** A client secret at Microsoft. Another generation is another secret, and the one before stays until config drops it. */
export interface SecretModel {
  /** What stands beside the secret in the portal. */
  readonly description?: string;
  readonly generation: string;
  /** The generation before, which stays valid while consumers change over. */
  readonly previousGeneration?: string;
  readonly expires: SecretExpiry;
}

/** From when the secret was made; or a moment in ISO 8601, UTC. */
export type SecretExpiry = { readonly afterDays: number } | { readonly at: string };

/** Whose tokens count instead of a secret (workload identity federation). */
export interface FederatedCredentialModel {
  readonly issuer: string;
  readonly subject: string;
  /** `api://AzureADTokenExchange` unless the config says otherwise. */
  readonly audience: string;
  readonly description?: string;
}

/** A web application that people of the tenant sign in to with ID tokens. */
export interface EntraApplicationModel {
  /** The display name. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** Of the ID token; sorted. */
  readonly optionalClaims: readonly string[];
  /** Object ids of users or service principals. Sorted. */
  readonly owners: readonly string[];
  readonly secret: SecretModel;
  readonly federatedCredentials: Readonly<Record<string, FederatedCredentialModel>>;
}

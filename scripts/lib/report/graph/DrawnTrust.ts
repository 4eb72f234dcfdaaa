import type { TrustModel } from "../../../../trust/TrustModel.ts";

/**
 * As much of a trust as pictures and tables show of it: what is deployed has all of it (`DeployedTrust` is one), what is only
 * declared lacks what the vendors make.
 */
export interface DrawnTrust {
  readonly project: string;
  readonly stack: string;
  readonly region?: string;
  readonly model: TrustModel;
  /** By name; those whose `iss` is not known yet are not among them. */
  readonly issuers: Readonly<Record<string, { readonly issuer: string }>>;
  readonly apis: Readonly<Record<string, DrawnApi>>;
  readonly relyingParties: Readonly<Record<string, { readonly kind: string; readonly issuer?: string }>>;
}

/** What checks the tokens in front of an API. */
export interface DrawnApi {
  readonly authorizers: Readonly<Record<string, { readonly audiences: readonly string[] }>>;
  readonly lambdaAuthorizer?: {
    readonly cacheSeconds: number;
    readonly issuers: Readonly<Record<string, { readonly audiences: readonly string[] }>>;
  };
}

import type { EntraApplicationModel } from "./EntraApplicationModel.ts";

/** An identity provider of a user pool, by OpenID Connect; the program registers the pool there. */
export type PoolFederationModel = EntraPoolFederationModel | OktaPoolFederationModel;

interface PoolFederation {
  /** Attributes of the pool, each with the claim of the ID token that it is taken from; `username` is always `sub`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The company's Entra ID tenant. */
export interface EntraPoolFederationModel extends PoolFederation {
  readonly kind: "entra";
  /** The pool as an application of the tenant; its redirect URI is the pool's. */
  readonly application: Pick<EntraApplicationModel, "name" | "optionalClaims" | "owners" | "secret">;
}

/** The Okta organisation. */
export interface OktaPoolFederationModel extends PoolFederation {
  readonly kind: "okta";
  /** The application's label in Okta. */
  readonly label: string;
  /** Who may sign in: everyone of the organisation, or members of these groups of it. */
  readonly assignment: { readonly kind: "everyone" } | { readonly kind: "groups"; readonly groups: readonly string[] };
}

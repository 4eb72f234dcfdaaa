import type { EntraApplicationModel } from "./EntraApplicationModel.ts";

/** JumpCloud, signing people in with the company's Entra ID tenant. */
export interface JumpCloudFederationModel {
  readonly kind: "jumpcloud-federation";
  /** JumpCloud as an application of the Entra tenant. */
  readonly application: EntraApplicationModel;
  /** The identity provider's name in JumpCloud. */
  readonly identityProviderName: string;
  /** Whether the organisation's one identity provider, where there is one already, is taken over. */
  readonly adoptIdentityProvider: boolean;
  /** The JumpCloud user group that the routing policy names. */
  readonly group: string;
  /** The Entra tenant's verified domains that people's names may end in. Sorted. */
  readonly domains: readonly string[];
  /** By name. More of them may come by `provision`. */
  readonly people: Readonly<Record<string, FederatedPersonModel>>;
}

/** A person with an account in Entra ID, whose mail is their user principal name. */
export interface FederatedPersonModel {
  /** The same as the company email in JumpCloud. */
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName?: string;
  readonly surname?: string;
  /** Derived from the user principal name unless the config says otherwise. */
  readonly mailNickname: string;
  /** The account in JumpCloud with this company email: there already, declared here too, or none at all. */
  readonly jumpcloud: "existing" | "declared" | "none";
  /** Whether the person is declared a member of the routed group. */
  readonly routed: boolean;
}

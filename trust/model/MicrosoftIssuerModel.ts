import type { FederatedCredentialModel, SecretModel } from "./EntraApplicationModel.ts";

/**
 * An API that is registered in a directory of Microsoft's, with the applications that may ask for its tokens. Every API of
 * a directory has the same `iss`; its audience, which the vendor makes (the client id of the registration), tells it apart.
 */
interface MicrosoftIssuerModel {
  /** The API's display name; without one the component names it after the stack and the issuer. */
  readonly name?: string;
  readonly description?: string;
  /** What clients name when they ask for a token (`{identifierUri}/.default`); without one it is made from the client id. */
  readonly identifierUri?: string;
  /** The API's app roles, by value. */
  readonly roles: Readonly<Record<string, AppRoleModel>>;
  /** False lets any application of the tenant get a token for this API's audience. */
  readonly assignmentRequired: boolean;
  readonly clients: Readonly<Record<string, MicrosoftClientModel>>;
}

/** An API in the company's Entra ID tenant: its app-only tokens are of version 2 and carry `roles` and no `scp`. */
export interface EntraIssuerModel extends MicrosoftIssuerModel {
  readonly kind: "entra";
}

/** An API in an Azure AD B2C tenant, which is a directory of its own: its app-only tokens carry the roles in `scp`. */
export interface B2cIssuerModel extends MicrosoftIssuerModel {
  readonly kind: "b2c";
  /** A GUID, in lower case. */
  readonly tenantId: string;
  /** What stands before `.onmicrosoft.com`. */
  readonly tenantName: string;
  /** The user flow or custom policy whose endpoints give the tokens, such as `B2C_1_signin`. */
  readonly policy: string;
  /** `{tenantName}.b2clogin.com`, or a custom domain of the tenant. */
  readonly domain: string;
}

/** A permission that an application can be assigned at an API. */
export interface AppRoleModel {
  readonly description?: string;
  readonly displayName?: string;
}

/** An application that asks for tokens in its own name. It has a secret, federated credentials, or both. */
export interface MicrosoftClientModel {
  readonly label?: string;
  /** The API's app roles that it is assigned, sorted. */
  readonly roles: readonly string[];
  readonly secret?: SecretModel;
  /** By name. */
  readonly federatedCredentials: Readonly<Record<string, FederatedCredentialModel>>;
}

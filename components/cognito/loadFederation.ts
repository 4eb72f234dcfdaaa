import type { ComponentResourceOptions, Input, Output } from "@pulumi/pulumi";
import { mapValuesAsync } from "../../lib/mapValuesAsync.ts";
import type { CognitoIssuerModel, PoolFederationModel } from "../../trust/TrustModel.ts";

/** An identity provider of a user pool, before the pool is registered there. */
export interface FederationSource extends Pick<PoolFederationModel, "attributes"> {
  readonly declareApplication: DeclareApplication;
}

/** Registers a user pool at its identity provider. @param redirectUri where the provider sends people back to */
type DeclareApplication = (
  name: string,
  redirectUri: Input<string>,
  opts: ComponentResourceOptions,
) => SignInApplication;

/** A user pool as an application of its identity provider. */
interface SignInApplication {
  /** The exact `iss` of the provider's ID tokens. */
  readonly issuer: Output<string>;
  readonly clientId: Output<string>;
  /** A Pulumi secret. */
  readonly clientSecret: Output<string>;
  /** In ISO 8601; absent where the secret does not end by itself. */
  readonly secretExpires?: Output<string>;
}

type Load<M extends PoolFederationModel> = (model: M) => Promise<DeclareApplication>;

/** One entry for each kind of identity provider; its classes are loaded where the config uses it. */
const kinds: { readonly [K in PoolFederationModel["kind"]]: Load<Extract<PoolFederationModel, { kind: K }>> } = {
  entra: async ({ application }) => {
    const { EntraSignInApplication } = await import("../entra/EntraSignInApplication.ts");
    const args = { ...application, federatedCredentials: {}, implicitIdTokens: false };
    return (name, redirectUri, opts) =>
      new EntraSignInApplication(name, { ...args, redirectUris: [redirectUri] }, opts);
  },
  okta: async ({ label, assignment }) => {
    const [{ OktaSignInApplication }, { findGroups }] = await Promise.all([
      import("../okta/OktaSignInApplication.ts"),
      import("../okta/findGroups.ts"),
    ]);
    const assigned =
      assignment.kind === "everyone" ? assignment.kind : { groupIds: await findGroups(assignment.groups) };
    return (name, redirectUri, opts) =>
      new OktaSignInApplication(name, { label, assignment: assigned, redirectUri }, opts);
  },
};

/** Loads what declares a pool's identity providers, and finds what has to be there already. @returns by name */
export function loadFederation(
  federation: CognitoIssuerModel["federation"],
): Promise<Record<string, FederationSource>> {
  return mapValuesAsync(federation, async (model) => ({
    attributes: model.attributes,
    declareApplication: await (kinds[model.kind] as Load<PoolFederationModel>)(model),
  }));
}

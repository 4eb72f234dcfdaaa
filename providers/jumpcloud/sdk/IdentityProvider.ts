import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export type IdentityProviderType = "OIDC" | "GOOGLE" | "OKTA" | "AZURE";

export interface IdentityProviderArgs {
  /** What administrators see in the Admin Portal. */
  readonly name: pulumi.Input<string>;
  /** `AZURE` is Microsoft Entra ID. Another type replaces the identity provider. */
  readonly type: pulumi.Input<IdentityProviderType>;
  /** For `AZURE`, `https://login.microsoftonline.com/{tenant id}`; otherwise the issuer. */
  readonly url: pulumi.Input<string>;
  /** Of JumpCloud's registration at the identity provider. */
  readonly clientId: pulumi.Input<string>;
  /** Write-only: JumpCloud never tells it. A secret in the state whatever is given. */
  readonly clientSecret: pulumi.Input<string>;
  /** Take over the identity provider that the organisation has, and change it, instead of refusing; false unless given. Only the creation looks at it. */
  readonly adoptExisting?: pulumi.Input<boolean> | undefined;
}

/** What is known of one that exists; nothing of it is needed to read it. */
export type IdentityProviderState = Partial<IdentityProviderArgs>;

const token = "jumpcloud:index/identityProvider:IdentityProvider";
const properties = ["name", "type", "url", "clientId", "clientSecret", "adoptExisting"];
const secrets = ["clientSecret"];

/**
 * The identity provider that an organisation's people may be sent to; an organisation has at most one. It sends nobody
 * anywhere until a routing policy names it, which is made in the Admin Portal.
 */
export class IdentityProvider extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly type: pulumi.Output<IdentityProviderType>;
  declare readonly url: pulumi.Output<string>;
  declare readonly clientId: pulumi.Output<string>;
  /** A secret; not there where it was never given, as after an import. */
  declare readonly clientSecret: pulumi.Output<string | undefined>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: IdentityProviderArgs, opts?: pulumi.CustomResourceOptions) {
    const options = pulumi.mergeOptions(opts, { additionalSecretOutputs: secrets });
    super(token, name, inputsOf(args, properties, secrets), options);
  }

  /**
   * Reads one that exists, without taking charge of it.
   * @param id JumpCloud's own id
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: IdentityProviderState,
    opts?: pulumi.CustomResourceOptions,
  ): IdentityProvider {
    return new IdentityProvider(name, state as IdentityProviderArgs, { ...opts, id });
  }
}

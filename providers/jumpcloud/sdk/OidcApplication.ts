import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export type TokenEndpointAuthMethod = "client_secret_basic" | "client_secret_post" | "none";

export type GrantType = "authorization_code" | "refresh_token";

export interface OidcApplicationArgs {
  /** The label that the console shows. */
  readonly name: pulumi.Input<string>;
  /** Of the application to adopt; without it, the one of this name is looked for. */
  readonly applicationId?: pulumi.Input<string> | undefined;
  /** Where people may be sent back to. */
  readonly redirectUris?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Where the application begins a sign-in. */
  readonly loginUrl?: pulumi.Input<string> | undefined;
  /** How the application shows who it is; `none` asks for PKCE. */
  readonly tokenEndpointAuthMethod?: pulumi.Input<TokenEndpointAuthMethod> | undefined;
  /** `authorization_code`, and `refresh_token`; one that is created has both unless given. */
  readonly grantTypes?: pulumi.Input<pulumi.Input<GrantType>[]> | undefined;
  /** Claims of ID tokens, each with JumpCloud's attribute; one that is created tells the `email` unless given. */
  readonly claims?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  /** Create it where there is none, by a call that JumpCloud does not document; false unless given. */
  readonly allowCreate?: pulumi.Input<boolean> | undefined;
}

/** What is known of one that exists; nothing of it is needed to read it. */
export interface OidcApplicationState extends Partial<OidcApplicationArgs> {
  readonly adopted?: pulumi.Input<boolean> | undefined;
  readonly active?: pulumi.Input<boolean> | undefined;
  readonly ssoType?: pulumi.Input<string> | undefined;
  readonly clientId?: pulumi.Input<string> | undefined;
  readonly clientSecret?: pulumi.Input<string> | undefined;
}

const token = "jumpcloud:index/oidcApplication:OidcApplication";
const properties = [
  "name",
  "applicationId",
  "redirectUris",
  "loginUrl",
  "tokenEndpointAuthMethod",
  "grantTypes",
  "claims",
  "allowCreate",
  "adopted",
  "active",
  "ssoType",
  "clientId",
  "clientSecret",
];
const secrets = ["clientSecret"];

/**
 * A custom OpenID Connect application: adopted by its id or label. JumpCloud documents no call that makes one, so it is
 * created only where `allowCreate` says so; only one that was created here is deleted with the resource.
 */
export class OidcApplication extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly applicationId: pulumi.Output<string | undefined>;
  declare readonly redirectUris: pulumi.Output<string[] | undefined>;
  declare readonly loginUrl: pulumi.Output<string | undefined>;
  declare readonly tokenEndpointAuthMethod: pulumi.Output<TokenEndpointAuthMethod | undefined>;
  declare readonly grantTypes: pulumi.Output<GrantType[] | undefined>;
  declare readonly claims: pulumi.Output<Readonly<Record<string, string>> | undefined>;
  declare readonly allowCreate: pulumi.Output<boolean | undefined>;
  /** Whether it was there before. */
  declare readonly adopted: pulumi.Output<boolean | undefined>;
  /** Whether people can use it. */
  declare readonly active: pulumi.Output<boolean | undefined>;
  /** `oidc`. */
  declare readonly ssoType: pulumi.Output<string | undefined>;
  /** Where JumpCloud tells it. */
  declare readonly clientId: pulumi.Output<string | undefined>;
  /** A secret: where the creation told it. */
  declare readonly clientSecret: pulumi.Output<string | undefined>;

  constructor(name: string, args: OidcApplicationArgs, opts?: pulumi.CustomResourceOptions) {
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
    state?: OidcApplicationState,
    opts?: pulumi.CustomResourceOptions,
  ): OidcApplication {
    return new OidcApplication(name, state as OidcApplicationArgs, { ...opts, id });
  }
}

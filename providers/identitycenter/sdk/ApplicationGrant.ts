import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export interface AuthorizedTokenIssuerArgs {
  readonly trustedTokenIssuerArn: pulumi.Input<string>;
  /** The `aud` of the tokens that are taken: at least one. */
  readonly authorizedAudiences: pulumi.Input<pulumi.Input<string>[]>;
}

export interface ApplicationGrantArgs {
  /** Of a customer managed application. Another replaces the grant. */
  readonly applicationArn: pulumi.Input<string>;
  /** Whose tokens the application may exchange: at least one issuer. */
  readonly trustedTokenIssuers: pulumi.Input<pulumi.Input<AuthorizedTokenIssuerArgs>[]>;
  /** Where the application is; the provider's region unless given. Another replaces the grant. */
  readonly region?: pulumi.Input<string> | undefined;
  /** Take over the grant that the application has, and change it, instead of refusing; false unless given. Only the creation looks at it. */
  readonly adoptExisting?: pulumi.Input<boolean> | undefined;
}

export interface AuthorizedTokenIssuer {
  readonly trustedTokenIssuerArn: string;
  readonly authorizedAudiences: string[];
}

/** What is known of one that exists; nothing of it is needed to read it. */
export type ApplicationGrantState = Partial<ApplicationGrantArgs>;

const token = "identitycenter:index/applicationGrant:ApplicationGrant";
const properties = ["applicationArn", "trustedTokenIssuers", "region", "adoptExisting"];

/** An application's JWT bearer grant: the trusted token issuers and audiences whose tokens it exchanges. It has at most one. */
export class ApplicationGrant extends pulumi.CustomResource {
  declare readonly applicationArn: pulumi.Output<string>;
  declare readonly trustedTokenIssuers: pulumi.Output<AuthorizedTokenIssuer[]>;
  declare readonly region: pulumi.Output<string>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: ApplicationGrantArgs, opts?: pulumi.CustomResourceOptions) {
    super(token, name, inputsOf(args, properties), opts);
  }

  /**
   * Reads one that exists, without taking charge of it.
   * @param id the application's ARN
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ApplicationGrantState,
    opts?: pulumi.CustomResourceOptions,
  ): ApplicationGrant {
    return new ApplicationGrant(name, state as ApplicationGrantArgs, { ...opts, id });
  }
}

import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export interface ApplicationAuthenticationMethodArgs {
  /** Of a customer managed application. Another replaces the authentication method. */
  readonly applicationArn: pulumi.Input<string>;
  /** The one IAM role that may call `sso-oauth:CreateTokenWithIAM` on the application. */
  readonly roleArn: pulumi.Input<string>;
  /** Where the application is; the provider's region unless given. Another replaces the authentication method. */
  readonly region?: pulumi.Input<string> | undefined;
  /** Take over the method that the application has, and change it, instead of refusing; false unless given. Only the creation looks at it. */
  readonly adoptExisting?: pulumi.Input<boolean> | undefined;
}

/** What is known of one that exists; nothing of it is needed to read it. */
export type ApplicationAuthenticationMethodState = Partial<ApplicationAuthenticationMethodArgs>;

const token = "identitycenter:index/applicationAuthenticationMethod:ApplicationAuthenticationMethod";
const properties = ["applicationArn", "roleArn", "region", "adoptExisting", "actorPolicy"];

/** An application's authentication method of type IAM: the role that may exchange tokens at it. It has at most one. */
export class ApplicationAuthenticationMethod extends pulumi.CustomResource {
  declare readonly applicationArn: pulumi.Output<string>;
  declare readonly roleArn: pulumi.Output<string>;
  declare readonly region: pulumi.Output<string>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;
  /** The policy at AWS, as JSON. */
  declare readonly actorPolicy: pulumi.Output<string>;

  constructor(name: string, args: ApplicationAuthenticationMethodArgs, opts?: pulumi.CustomResourceOptions) {
    super(token, name, inputsOf(args, properties), opts);
  }

  /**
   * Reads one that exists, without taking charge of it.
   * @param id the application's ARN
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ApplicationAuthenticationMethodState,
    opts?: pulumi.CustomResourceOptions,
  ): ApplicationAuthenticationMethod {
    return new ApplicationAuthenticationMethod(name, state as ApplicationAuthenticationMethodArgs, { ...opts, id });
  }
}

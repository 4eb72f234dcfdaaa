import * as pulumi from "@pulumi/pulumi";
import { TrustedTokenIssuer as AwsTrustedTokenIssuer } from "@pulumi/aws/ssoadmin/trustedTokenIssuer.js";
import type { IdentityCenterInstance } from "./identityCenterInstance.ts";

export interface TrustedTokenIssuerArgs {
  readonly instance: IdentityCenterInstance;
  /** In Identity Center. */
  readonly issuerName: string;
  /** The exact `iss` of the tokens; AWS takes any URL, and a wrong one fails when people come. */
  readonly issuer: pulumi.Input<string>;
  /** The ARN of the one that names this issuer already, which is used as it is. */
  readonly adopted: string | undefined;
}

/** Which claim of a token is compared with what of a user. */
export const claimMapping = { claimAttributePath: "email", identityStoreAttributePath: "emails.value" } as const;

/**
 * An issuer whose ID tokens Identity Center takes, and how it finds the user that a token is of. It reads the issuer's keys
 * from its discovery document. An instance has one for each issuer URL.
 */
export class TrustedTokenIssuer extends pulumi.ComponentResource {
  readonly trustedTokenIssuerArn: pulumi.Output<string>;

  constructor(name: string, args: TrustedTokenIssuerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:TrustedTokenIssuer", name, {}, opts);
    this.trustedTokenIssuerArn = args.adopted === undefined ? this.#declare(name, args) : pulumi.output(args.adopted);
    this.registerOutputs({ trustedTokenIssuerArn: this.trustedTokenIssuerArn });
  }

  #declare(name: string, { instance, issuerName, issuer }: TrustedTokenIssuerArgs): pulumi.Output<string> {
    return new AwsTrustedTokenIssuer(
      name,
      {
        instanceArn: instance.instanceArn,
        name: issuerName,
        trustedTokenIssuerType: "OIDC_JWT",
        trustedTokenIssuerConfiguration: {
          oidcJwtConfiguration: { issuerUrl: issuer, ...claimMapping, jwksRetrievalOption: "OPEN_ID_DISCOVERY" },
        },
      },
      { parent: this },
    ).arn;
  }
}

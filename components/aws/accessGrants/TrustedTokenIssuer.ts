import * as pulumi from "@pulumi/pulumi";
import { TrustedTokenIssuer as AwsTrustedTokenIssuer } from "@pulumi/aws/ssoadmin/trustedTokenIssuer.js";
import { getTrustedTokenIssuerOutput } from "../../../providers/identitycenter/sdk/getTrustedTokenIssuer.ts";
import type { IdentityCenterInstance } from "./identityCenterInstance.ts";

export interface TrustedTokenIssuerArgs {
  readonly instance: IdentityCenterInstance;
  /** In Identity Center. */
  readonly issuerName: string;
  /** The exact `iss` of the tokens; AWS takes any URL, and a wrong one fails when people come. */
  readonly issuer: pulumi.Input<string>;
  /** Take over the one that names this issuer, and leave it as it is. */
  readonly adopt: boolean;
}

/** Which claim of a token is compared with what of a user. */
const mapping = { claimAttributePath: "email", identityStoreAttributePath: "emails.value" } as const;

/**
 * An issuer whose ID tokens Identity Center takes, and how it finds the user that a token is of. It reads the issuer's keys
 * from its discovery document. An instance has one for each issuer URL.
 */
export class TrustedTokenIssuer extends pulumi.ComponentResource {
  readonly trustedTokenIssuerArn: pulumi.Output<string>;

  constructor(name: string, args: TrustedTokenIssuerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:TrustedTokenIssuer", name, {}, opts);
    this.trustedTokenIssuerArn = args.adopt ? this.#adopt(args) : this.#declare(name, args);
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
          oidcJwtConfiguration: { issuerUrl: issuer, ...mapping, jwksRetrievalOption: "OPEN_ID_DISCOVERY" },
        },
      },
      { parent: this },
    ).arn;
  }

  /** One that compares other things would let other people in. */
  #adopt({ instance, issuer }: TrustedTokenIssuerArgs): pulumi.Output<string> {
    const { instanceArn, region } = instance;
    return getTrustedTokenIssuerOutput({ instanceArn, issuerUrl: issuer, region }, { parent: this }).apply((found) => {
      const { claimAttributePath, identityStoreAttributePath, trustedTokenIssuerArn } = found;
      const same =
        claimAttributePath === mapping.claimAttributePath &&
        identityStoreAttributePath === mapping.identityStoreAttributePath;
      if (same) return trustedTokenIssuerArn;
      throw new pulumi.RunError(
        `the trusted token issuer ${found.name} compares ${claimAttributePath} with ${identityStoreAttributePath}, ` +
          `and here ${mapping.claimAttributePath} is compared with ${mapping.identityStoreAttributePath}: ` +
          "change it in Identity Center, where other applications may use it too, or delete it and do without adopt",
      );
    });
  }
}

import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export interface ProviderArgs {
  /** Unless given, AWS_REGION, AWS_DEFAULT_REGION, or the profile's. */
  readonly region?: pulumi.Input<string> | undefined;
  /** Of the shared config files; unless given, AWS_PROFILE. */
  readonly profile?: pulumi.Input<string> | undefined;
  /** Instead of what the AWS SDK finds by itself; with the secret key. */
  readonly accessKey?: pulumi.Input<string> | undefined;
  readonly secretKey?: pulumi.Input<string> | undefined;
  /** Of temporary keys. */
  readonly token?: pulumi.Input<string> | undefined;
}

const secrets = ["accessKey", "secretKey", "token"];
const properties = [...secrets, "region", "profile"];

/** A connection to AWS of its own, beside the one that the stack's config (`identitycenter:…`) makes. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const options: pulumi.CustomResourceOptions = { ...opts, additionalSecretOutputs: secrets };
    super("identitycenter", name, inputsOf(args, properties, secrets), options);
  }
}

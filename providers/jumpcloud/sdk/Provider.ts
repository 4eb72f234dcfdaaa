import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export interface ProviderArgs {
  /** An administrator's API key; unless given, JUMPCLOUD_API_KEY. */
  readonly apiKey?: pulumi.Input<string> | undefined;
  /** Of a service account, instead of an API key; unless given, JUMPCLOUD_CLIENT_ID. */
  readonly clientId?: pulumi.Input<string> | undefined;
  /** Of the service account; unless given, JUMPCLOUD_CLIENT_SECRET. */
  readonly clientSecret?: pulumi.Input<string> | undefined;
  /** For credentials that see several organisations; unless given, JUMPCLOUD_ORG_ID. */
  readonly organizationId?: pulumi.Input<string> | undefined;
  /** Where the organisation's data is; unless given, JUMPCLOUD_REGION, and without that `us`. */
  readonly region?: pulumi.Input<"us" | "eu" | "in"> | undefined;
}

const secrets = ["apiKey", "clientSecret"];
const properties = [...secrets, "clientId", "organizationId", "region"];

/** A connection to JumpCloud of its own, beside the one that the stack's config (`jumpcloud:…`) makes. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const options: pulumi.CustomResourceOptions = { ...opts, additionalSecretOutputs: secrets };
    super("jumpcloud", name, inputsOf(args, properties, secrets), options);
  }
}

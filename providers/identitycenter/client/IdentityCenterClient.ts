import type { S3Control } from "@aws-sdk/client-s3-control";
import type { SSOAdmin } from "@aws-sdk/client-sso-admin";
import { AwsServices } from "../../lib/aws/AwsServices.ts";
import type { AwsAccess } from "../../lib/aws/AwsServices.ts";
import { MissingConfigError } from "../../lib/ProviderDefinition.ts";
import { afterConflicts } from "./afterConflicts.ts";
import type { Patience } from "./afterConflicts.ts";

export interface IdentityCenterOptions extends AwsAccess {
  /** Where resources are that name no region of their own. */
  readonly region?: string | undefined;
  readonly patience: Patience;
}

/** What of AWS the provider asks. */
export class IdentityCenterClient {
  readonly #options: IdentityCenterOptions;
  readonly #services: AwsServices;

  constructor(options: IdentityCenterOptions) {
    this.#options = options;
    this.#services = new AwsServices(options);
  }

  /** @throws {MissingConfigError} without one */
  get region(): string {
    const { region } = this.#options;
    if (region !== undefined) return region;
    const description = "where Identity Center is, such as eu-central-1; or AWS_REGION";
    throw new MissingConfigError([{ name: "identitycenter:region", description }]);
  }

  ssoAdmin(region: string = this.region): Promise<SSOAdmin> {
    return this.#services.client("sso-admin", region, async (config) => {
      const { SSOAdmin } = await import("@aws-sdk/client-sso-admin");
      return new SSOAdmin(config);
    });
  }

  s3Control(region: string = this.region): Promise<S3Control> {
    return this.#services.client("s3control", region, async (config) => {
      const { S3Control } = await import("@aws-sdk/client-s3-control");
      return new S3Control(config);
    });
  }

  /** The account that the credentials belong to. */
  async accountId(region: string = this.region): Promise<string> {
    return (await this.#services.caller(region)).account;
  }

  /** Makes a change, again where an earlier one has not spread yet. */
  settled<Value>(change: () => Promise<Value>): Promise<Value> {
    return afterConflicts(change, this.#options.patience);
  }
}

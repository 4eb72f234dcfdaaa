import { CrosstrustError } from "../../trust/CrosstrustError.ts";
import type { Properties } from "./Property.ts";
import type { AnyFunction, AnyResource, View } from "./ResourceDefinition.ts";

/** What to say of a vendor's refusal; no secret in it. */
export interface VendorRefusal {
  /** The vendor's own code, such as `E0000007` or `ConflictException`. */
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** A package: how to connect, and what it can declare. */
export interface ProviderDefinition<Client> {
  /** The package's name, such as `okta`. */
  readonly name: string;
  readonly version: string;
  /** For the package's schema: what it is for. */
  readonly description?: string;
  /** The provider's own configuration, as the published SDK names it. */
  readonly config: Properties;
  /** Keys of the published provider that this one cannot honour: it refuses them rather than ignore them. */
  readonly unsupportedConfig?: readonly string[];
  /**
   * Makes the client of one provider configuration; asks nobody yet.
   * @param config checked, plain values
   * @param signal aborted when the engine cancels. Only waiting ends then: a request that is under way is finished, or the
   * state would not know what the vendor made of it
   * @throws {MissingConfigError} where something is missing, with all that is
   */
  connect(config: View, signal: AbortSignal): Client;
  /** @returns undefined for what is no answer of the vendor's */
  explain(error: unknown): VendorRefusal | undefined;
  readonly resources: readonly AnyResource<Client>[];
  readonly functions: readonly AnyFunction<Client>[];
}

/** Configuration that a provider cannot do without. */
export class MissingConfigError extends CrosstrustError {
  /** Each key with its package (`okta:orgName`), and what it is for. */
  readonly missing: readonly { readonly name: string; readonly description: string }[];

  constructor(missing: readonly { readonly name: string; readonly description: string }[]) {
    super(
      "USAGE",
      `missing configuration: ${missing.map(({ name, description }) => `${name} (${description})`).join("; ")}`,
    );
    this.missing = missing;
  }
}

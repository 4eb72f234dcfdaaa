/** A resource as the engine's plan has it. */
export interface PlannedResource {
  readonly urn: string;
  /** The Pulumi type token: `okta:auth/serverScope:ServerScope`. */
  readonly type: string;
  readonly name: string;
  /** False for a component, which holds others and is nothing at a vendor. */
  readonly custom: boolean;
  readonly parent: string | undefined;
  /** The URN of the provider that the program made for it; undefined for the package's default one. */
  readonly provider: string | undefined;
  /** Of the provider's package. */
  readonly version: string | undefined;
  /** As the program says them; what only the vendors will say is left out, and so are secrets within them. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Of a provider that would be created: its configuration as the engine wrote it, secrets encrypted. */
  readonly configuration: Readonly<Record<string, unknown>> | undefined;
  /** The URNs of the resources that an input's value comes from, by input. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
  /** False for what the stack manages already. */
  readonly creates: boolean;
}

/** A resource of the stack's state, as the engine exports it; secrets stay encrypted. */
export interface StateResource {
  readonly urn: string;
  /** The Pulumi type token: `okta:auth/serverScope:ServerScope`. */
  readonly type: string;
  /** The last part of the URN. */
  readonly name: string;
  /** At the vendor; components have none. */
  readonly id?: string;
  readonly parent?: string;
  /** By URN: what it was made from. */
  readonly dependencies?: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

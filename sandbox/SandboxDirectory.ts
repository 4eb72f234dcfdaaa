/** A directory (tenant) of Microsoft's that is there when the sandbox starts, as a company has it before anything is declared. */
export interface SandboxDirectory {
  /** A GUID, in lower case. */
  readonly tenantId: string;
  readonly kind: "entra" | "b2c";
  /** What stands before `.onmicrosoft.com`. */
  readonly name: string;
  /** Verified domains beside `{name}.onmicrosoft.com`. */
  readonly domains: readonly string[];
  /** User flows and custom policies of a B2C tenant. */
  readonly policies: readonly string[];
  /** Hosts that the tenant's B2C endpoints answer at: `{name}.b2clogin.com`, and custom domains. */
  readonly loginHosts: readonly string[];
  /**
   * What stands behind the names of the provider's variables for this directory (`_CUSTOMERS` makes
   * `ARM_CLIENT_ID_CUSTOMERS`); an empty text for the directory that `ARM_TENANT_ID` itself names.
   */
  readonly variableSuffixes: readonly string[];
}

/** The directories of a sandbox that was told of no other. */
export const defaultDirectories: readonly SandboxDirectory[] = [
  {
    tenantId: "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70",
    kind: "entra",
    name: "acmedev",
    domains: ["acme.example"],
    policies: [],
    loginHosts: [],
    variableSuffixes: [""],
  },
  {
    tenantId: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
    kind: "b2c",
    name: "acmecustomers",
    domains: [],
    policies: ["B2C_1_signin"],
    loginHosts: ["acmecustomers.b2clogin.com"],
    variableSuffixes: ["_CUSTOMERS"],
  },
];

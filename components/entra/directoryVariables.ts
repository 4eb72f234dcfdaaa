import { RunError } from "@pulumi/pulumi";

type Environment = Readonly<NodeJS.ProcessEnv>;

/** What the azuread provider calls the credentials of the application that it works as. */
export type DirectoryVariable = "CLIENT_ID" | "CLIENT_SECRET";

/** As what the azuread provider works in a directory. */
export interface DirectoryCredentials {
  readonly clientId: string;
  /** Absent where the tokens of the workflow that runs the program count instead (ARM_USE_OIDC). */
  readonly clientSecret?: string;
}

/**
 * The environment variable that holds a credential for a B2C issuer's own directory: the azuread provider's name for it,
 * with the issuer's name behind (`ARM_CLIENT_ID_CUSTOMERS`).
 */
export function directoryVariable(issuerName: string, variable: DirectoryVariable): string {
  return `ARM_${variable}_${issuerName.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
}

/** The variables that a B2C issuer needs and that the environment does not hold. */
export function missingDirectoryVariables(issuerName: string, environment: Environment): string[] {
  return neededVariables(environment)
    .map((variable) => directoryVariable(issuerName, variable))
    .filter((variable) => !environment[variable]);
}

/**
 * The credentials for a B2C issuer's directory.
 * @throws RunError where the environment does not hold them
 */
export function directoryCredentials(issuerName: string, environment: Environment): DirectoryCredentials {
  const clientId = environment[directoryVariable(issuerName, "CLIENT_ID")];
  const clientSecret = environment[directoryVariable(issuerName, "CLIENT_SECRET")];
  const missing = missingDirectoryVariables(issuerName, environment);
  if (!clientId || missing.length > 0) {
    throw new RunError(`the environment holds no ${missing.join(" and no ")} for the issuer ${issuerName}`);
  }
  return { clientId, ...(clientSecret && { clientSecret }) };
}

function neededVariables(environment: Environment): readonly DirectoryVariable[] {
  return /^(true|1)$/i.test(environment["ARM_USE_OIDC"] ?? "") ? ["CLIENT_ID"] : ["CLIENT_ID", "CLIENT_SECRET"];
}

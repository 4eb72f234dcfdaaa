import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

export interface DataAccessUsage {
  readonly idToken: string | undefined;
  readonly session: string | undefined;
  readonly command: readonly string[];
  readonly reveal: boolean;
  /** Whether standard output is a terminal. */
  readonly outputIsTerminal: boolean;
  readonly environment: NodeJS.ProcessEnv;
}

const nestedVariable = "CROSSTRUST_DATA_ACCESS";

/**
 * Prepares this process's environment for whatever asks for AWS credentials on the way: the clients, and the engine where a
 * stack's state or key is in AWS. They are told that this command is at work, and take the profile that the user named.
 */
export function prepareEnvironment(environment: NodeJS.ProcessEnv, profile: string | undefined): void {
  environment[nestedVariable] = "1";
  if (profile !== undefined) environment["AWS_PROFILE"] = profile;
}

/**
 * Refuses what would show a secret, or would never end.
 * @throws CrosstrustError USAGE
 */
export function checkDataAccessUsage(usage: DataAccessUsage): void {
  const { idToken, session, command, reveal, outputIsTerminal, environment } = usage;
  if (idToken !== undefined && idToken !== "-") {
    throw new CrosstrustError("USAGE", "A token on the command line can be read by everyone on this machine.", {
      where: "--id-token",
      expected: "`-` for standard input",
    });
  }
  if (idToken !== undefined && session !== undefined) {
    throw new CrosstrustError("USAGE", "The ID token comes from the session or from standard input.", {
      where: "--session, --id-token",
      expected: "one of the two",
    });
  }
  if (command.length === 0 && outputIsTerminal && !reveal) {
    throw new CrosstrustError("USAGE", "The credentials would be shown on this terminal.", {
      where: "standard output",
      expected: "a command behind `--`, a profile's credential_process, or --reveal",
    });
  }
  if (environment[nestedVariable] !== undefined) {
    throw new CrosstrustError(
      "USAGE",
      "This profile's credentials come from this command, which asks for them itself.",
      {
        where: "credential_process",
        expected: "--profile with another profile, which has your own AWS credentials",
      },
    );
  }
}

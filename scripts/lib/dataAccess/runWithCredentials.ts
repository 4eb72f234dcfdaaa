import { spawn } from "node:child_process";
import { constants } from "node:os";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import type { TemporaryCredentials } from "./readCredentials.ts";

/** Where signals for this process arrive: `process`. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}

export interface CommandRun {
  readonly command: readonly [program: string, ...args: string[]];
  readonly credentials: TemporaryCredentials;
  /** Of the place that the credentials open. */
  readonly region: string;
  /** This process's own; what the program gets stands on it. */
  readonly environment: NodeJS.ProcessEnv;
  readonly signals: SignalSource;
  /** Whether Ctrl-C reaches the program by itself, as it does on a terminal. */
  readonly onTerminal: boolean;
}

/**
 * Whatever would outrank or change the credentials; botocore takes the older name of the token first (EnvProvider), and the
 * account and the scope are those of the user's own.
 */
const removed = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_ROLE_SESSION_NAME",
  "AWS_SECURITY_TOKEN",
  "AWS_CREDENTIAL_SCOPE",
  "AWS_ACCOUNT_ID",
];

/**
 * Runs a program with credentials in its environment, on this process's own streams. Signals that arrive meanwhile are the
 * program's, and what it makes of them.
 * @returns its exit code; 128 and the signal's number where a signal ended it, as shells say it
 * @throws CrosstrustError USAGE where it cannot be started
 */
export async function runWithCredentials(run: CommandRun): Promise<number> {
  const [program, ...args] = run.command;
  const forwarded = run.onTerminal ? (["SIGTERM", "SIGHUP"] as const) : (["SIGINT", "SIGTERM", "SIGHUP"] as const);
  let stop: (signal: NodeJS.Signals) => void = () => undefined;
  try {
    const child = spawn(program, args, { env: environmentOf(run), stdio: "inherit" });
    stop = (signal) => void child.kill(signal);
    for (const signal of forwarded) run.signals.on(signal, stop);
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]));
    });
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    throw new CrosstrustError("USAGE", `The program cannot be started (${code}).`, { where: program, cause });
  } finally {
    for (const signal of forwarded) run.signals.off(signal, stop);
  }
}

function environmentOf({ credentials, region, environment }: CommandRun): NodeJS.ProcessEnv {
  return {
    ...withoutKeys(environment, removed),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: credentials.expires.toISOString(),
  };
}

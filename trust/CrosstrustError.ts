/** Every way in which crosstrust can refuse or fail. A code is stable: callers may switch on it. */
export type ErrorCode =
  | "SETTINGS_INVALID"
  | "STACK_CONFIG_UNREADABLE"
  | "STACK_UNKNOWN"
  | "STACK_OUTPUTS_MISSING"
  | "USAGE"
  | "NODE_UNAVAILABLE"
  | "ENGINE_UNAVAILABLE"
  | "ENGINE_FAILED"
  | "PORT_TAKEN"
  | "STATE_FILE_UNREADABLE"
  | "VENDOR_REFUSED"
  | "VENDOR_UNREACHABLE"
  | "TOKEN_UNREADABLE"
  | "INTERRUPTED";

/** What a failure says beside its message; none of it may hold a secret. */
export interface ErrorDetails {
  readonly expected?: unknown;
  readonly actual?: unknown;
  /** Where the user finds the cause: a file with its line, a path in the config, a URL, a flag. */
  readonly where?: string;
  readonly cause?: unknown;
}

/** The base of every error that crosstrust throws on purpose. */
export class CrosstrustError extends Error {
  readonly code: ErrorCode;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly where: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.expected = details.expected;
    this.actual = details.actual;
    this.where = details.where;
  }
}

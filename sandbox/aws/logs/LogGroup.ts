/** A CloudWatch Logs log group with its streams. */
export interface LogGroup {
  readonly name: string;
  /** In milliseconds. */
  readonly creationTime: number;
  retentionInDays?: number | undefined;
  tags: Record<string, string>;
  readonly streams: LogStream[];
}

export interface LogStream {
  readonly name: string;
  readonly creationTime: number;
  /** In order of their timestamps. */
  readonly events: LogEvent[];
}

export interface LogEvent {
  /** In milliseconds. */
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

/** `arn:aws:logs:{region}:{account}:log-group:{name}`, without the `:*` that stands for its streams. */
export function logGroupArn(region: string, accountId: string, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

/** A CloudWatch Logs log group with its streams. */
export interface LogGroup {
  readonly name: string;
  /** In milliseconds. */
  readonly creationTime: number;
  retentionInDays?: number | undefined;
  tags: Record<string, string>;
  /** Absent in a state that was kept before there were any. */
  metricFilters?: MetricFilter[];
  readonly streams: LogStream[];
}

/** Counts events into a metric. */
export interface MetricFilter {
  readonly filterName: string;
  readonly filterPattern: string;
  /** In milliseconds. */
  readonly creationTime: number;
  readonly metric: {
    readonly metricName: string;
    readonly metricNamespace: string;
    /** A number. */
    readonly metricValue: string;
    /** Of a minute with events of which none matches. */
    readonly defaultValue?: number | undefined;
    readonly unit?: string | undefined;
  };
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

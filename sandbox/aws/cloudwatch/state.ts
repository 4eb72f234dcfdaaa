/** A metric without dimensions, by minutes. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  /** By the minute's number since 1970; minutes without a sample are absent. */
  readonly minutes: Record<string, Samples>;
}

/** What was measured within a minute. */
export interface Samples {
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
}

export type Statistic = "Average" | "Maximum" | "Minimum" | "SampleCount" | "Sum";
export type StateValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** An alarm on one metric. */
export interface MetricAlarm {
  readonly settings: MetricAlarmSettings;
  tags: Record<string, string>;
  readonly configured: number;
  stateValue: StateValue;
  stateReason: string;
  /** In epoch seconds, as `configured`. */
  stateUpdated: number;
}

/** As PutMetricAlarm takes them. */
export interface MetricAlarmSettings {
  readonly AlarmName: string;
  readonly AlarmDescription?: string | undefined;
  readonly ActionsEnabled: boolean;
  readonly OKActions: readonly string[];
  readonly AlarmActions: readonly string[];
  readonly InsufficientDataActions: readonly string[];
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Statistic: Statistic;
  readonly Unit?: string | undefined;
  /** In seconds. */
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number | undefined;
  readonly Threshold: number;
  readonly ComparisonOperator: ComparisonOperator;
  readonly TreatMissingData?: "breaching" | "notBreaching" | "ignore" | "missing" | undefined;
}

export type ComparisonOperator =
  "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanThreshold" | "LessThanOrEqualToThreshold";

import type { ComparisonOperator, Metric, MetricAlarm, MetricAlarmSettings, Samples, StateValue } from "./state.ts";

/**
 * Brings an alarm's state up to a time: as many periods back from the end of the running minute as it evaluates. AWS
 * evaluates once a minute, and some time after the data have come in (CloudWatch user guide, "Evaluating an alarm"); here
 * the state is that of whoever looks, by the sandbox's clock, so that no test has to wait. Its actions tell nobody: there
 * is no SNS in the sandbox.
 * @param now in epoch seconds
 */
export function evaluateAlarm(alarm: MetricAlarm, metric: Metric | undefined, now: number): void {
  const { settings } = alarm;
  const points = datapoints(settings, metric, now);
  const next = stateOf(settings, points, alarm.stateValue);
  if (next === alarm.stateValue) return;
  alarm.stateValue = next;
  alarm.stateReason = reasonOf(settings, points, next);
  alarm.stateUpdated = now;
}

type Datapoint = number | undefined;

/** The newest first; undefined for a period without data. */
function datapoints(settings: MetricAlarmSettings, metric: Metric | undefined, now: number): Datapoint[] {
  const end = Math.floor(now / 60) + 1;
  const length = Math.max(1, settings.Period / 60);
  return Array.from({ length: settings.EvaluationPeriods }, (_, index) => {
    const last = end - index * length;
    const samples = Array.from({ length }, (_minute, offset) => metric?.minutes[last - 1 - offset]);
    return statisticOf(
      settings,
      samples.filter((one) => one !== undefined),
    );
  });
}

function statisticOf({ Statistic }: MetricAlarmSettings, samples: readonly Samples[]): Datapoint {
  if (samples.length === 0) return undefined;
  const sum = samples.reduce((total, one) => total + one.sum, 0);
  const count = samples.reduce((total, one) => total + one.count, 0);
  switch (Statistic) {
    case "Sum":
      return sum;
    case "SampleCount":
      return count;
    case "Average":
      return sum / count;
    case "Minimum":
      return Math.min(...samples.map(({ minimum }) => minimum));
    case "Maximum":
      return Math.max(...samples.map(({ maximum }) => maximum));
  }
}

/** How missing data count: CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data". */
function stateOf(settings: MetricAlarmSettings, points: readonly Datapoint[], before: StateValue): StateValue {
  const { TreatMissingData = "missing", EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = settings;
  const isSilent = points.every((point) => point === undefined);
  if (isSilent && TreatMissingData === "missing") return "INSUFFICIENT_DATA";
  if (isSilent && TreatMissingData === "ignore") return before;
  const breaching = points.filter((point) =>
    point === undefined ? TreatMissingData === "breaching" : isBreaching(settings, point),
  );
  return breaching.length >= DatapointsToAlarm ? "ALARM" : "OK";
}

const comparisons: Readonly<Record<ComparisonOperator, readonly [string, (one: number, other: number) => boolean]>> = {
  GreaterThanOrEqualToThreshold: ["greater than or equal to", (one, other) => one >= other],
  GreaterThanThreshold: ["greater than", (one, other) => one > other],
  LessThanOrEqualToThreshold: ["less than or equal to", (one, other) => one <= other],
  LessThanThreshold: ["less than", (one, other) => one < other],
};

function isBreaching({ ComparisonOperator, Threshold }: MetricAlarmSettings, point: number): boolean {
  return comparisons[ComparisonOperator][1](point, Threshold);
}

/** In the manner of AWS's reasons, without their times. */
function reasonOf(settings: MetricAlarmSettings, points: readonly Datapoint[], state: StateValue): string {
  const known = points.filter((point) => point !== undefined);
  if (known.length === 0) {
    return state === "INSUFFICIENT_DATA"
      ? "Insufficient Data: no datapoints were received"
      : `Threshold Crossed: no datapoints were received for ${points.length} periods and the missing ones were treated as [${settings.TreatMissingData === "breaching" ? "Breaching" : "NonBreaching"}].`;
  }
  const [words] = comparisons[settings.ComparisonOperator];
  const was = `${known.length === 1 ? "was" : "were"}${state === "ALARM" ? "" : " not"}`;
  const shown = known.map((point) => point.toFixed(1)).join(", ");
  return `Threshold Crossed: ${known.length} datapoint${known.length === 1 ? "" : "s"} [${shown}] ${was} ${words} the threshold (${settings.Threshold.toFixed(1)}).`;
}

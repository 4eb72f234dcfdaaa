import type { AwsAccount } from "../AwsAccount.ts";
import type { LogEvent, LogGroup, MetricFilter } from "../logs/LogGroup.ts";
import { type Matches, parseFilterPattern } from "../logs/pattern/parseFilterPattern.ts";
import type { Metric } from "./state.ts";

/** CloudWatch keeps data of single minutes for 15 days (CloudWatch user guide, "Metrics retention"). */
const minutesKept = 15 * 24 * 60;

/** By the filter, which is replaced as a whole when it changes. */
const compiled = new WeakMap<MetricFilter, Matches>();

/** Counts events that a group has just taken in, by each of its metric filters, in the region that the group is of. */
export function countEvents(account: AwsAccount, group: LogGroup, events: readonly LogEvent[]): void {
  const { metricFilters = [] } = group;
  if (metricFilters.length === 0) return;
  const region = Object.values(account.state.regions).find(({ logGroups }) => logGroups.includes(group));
  if (region === undefined) return;
  const metrics = (region.metrics ??= []);
  for (const filter of metricFilters) {
    const { metricName, metricNamespace, metricValue, defaultValue } = filter.metric;
    const matches = matcherOf(filter);
    for (const { timestamp, message } of events) {
      const value = matches(message) ? Number(metricValue) : defaultValue;
      if (value !== undefined) addSample(metrics, metricNamespace, metricName, timestamp, value);
    }
  }
}

export function findMetric(metrics: readonly Metric[], namespace: string, metricName: string): Metric | undefined {
  return metrics.find((metric) => metric.namespace === namespace && metric.metricName === metricName);
}

function matcherOf(filter: MetricFilter): Matches {
  const known = compiled.get(filter);
  if (known !== undefined) return known;
  const matches = parseFilterPattern(filter.filterPattern);
  compiled.set(filter, matches);
  return matches;
}

function addSample(metrics: Metric[], namespace: string, metricName: string, timestamp: number, value: number): void {
  let metric = findMetric(metrics, namespace, metricName);
  if (metric === undefined) {
    metric = { namespace, metricName, minutes: {} };
    metrics.push(metric);
  }
  const minute = Math.floor(timestamp / 60_000);
  const known = metric.minutes[minute];
  if (known === undefined) {
    forgetBefore(metric, minute - minutesKept);
    metric.minutes[minute] = { sum: value, count: 1, minimum: value, maximum: value };
    return;
  }
  known.sum += value;
  known.count += 1;
  known.minimum = Math.min(known.minimum, value);
  known.maximum = Math.max(known.maximum, value);
}

function forgetBefore({ minutes }: Metric, oldest: number): void {
  for (const minute of Object.keys(minutes)) {
    // Integer keys come in ascending order.
    if (Number(minute) >= oldest) return;
    Reflect.deleteProperty(minutes, minute);
  }
}

import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { AwsCall } from "../AwsService.ts";
import { AwsError, unsupported } from "../protocol/AwsError.ts";
import { readInput } from "../protocol/readInput.ts";
import { groupName, invalid, pageOf, requireGroup, token } from "./input.ts";
import type { LogGroup, MetricFilter } from "./LogGroup.ts";
import { parseFilterPattern } from "./pattern/parseFilterPattern.ts";

/** Source: CloudWatch Logs quotas. */
const filtersPerGroup = 100;

const filterName = z.string().regex(/^[^:*]{1,512}$/);
const metricText = z.string().regex(/^[^:*$]{1,255}$/);

/** Units of CloudWatch metrics (API reference, MetricTransformation). */
const units = `Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits
  Gigabits Terabits Percent Count Bytes/Second Kilobytes/Second Megabytes/Second Gigabytes/Second Terabytes/Second
  Bits/Second Kilobits/Second Megabits/Second Gigabits/Second Terabits/Second Count/Second None`.split(/\s+/);

const transformation = z.strictObject({
  metricName: metricText,
  metricNamespace: metricText,
  metricValue: z.string().min(1).max(100),
  defaultValue: z.number().optional(),
  dimensions: z.record(z.string(), z.string()).optional(),
  unit: z.enum(units).optional(),
});

const putInput = z.strictObject({
  logGroupName: groupName,
  filterName,
  filterPattern: z.string().max(1024),
  metricTransformations: z.array(transformation).length(1),
  applyOnTransformedLogs: z.boolean().optional(),
});

/** Makes a filter, or replaces the one of its name. It counts what is logged from now on. */
export function putMetricFilter(call: AwsCall, input: unknown): undefined {
  const given = readInput(input, putInput, "InvalidParameterException");
  const group = requireGroup(call, given.logGroupName);
  parseFilterPattern(given.filterPattern);
  const [transformed] = given.metricTransformations;
  if (transformed === undefined) throw invalid("Exactly one metric transformation must be given");
  const { dimensions, ...metric } = transformed;
  if (dimensions !== undefined && Object.keys(dimensions).length > 0) {
    throw unsupported("InvalidParameterException", "dimensions of metric filters");
  }
  if (given.applyOnTransformedLogs === true) {
    throw unsupported("InvalidParameterException", "metric filters on transformed logs");
  }
  if (!/^-?\d+(?:\.\d+)?$/.test(metric.metricValue)) {
    if (!metric.metricValue.startsWith("$")) throw invalid("Invalid metric transformation");
    throw unsupported("InvalidParameterException", "metric values out of log events");
  }
  const filters = (group.metricFilters ??= []);
  const known = filters.find((filter) => filter.filterName === given.filterName);
  if (known === undefined && filters.length >= filtersPerGroup) {
    throw new AwsError(400, "LimitExceededException", "Resource limit exceeded.");
  }
  const filter: MetricFilter = {
    filterName: given.filterName,
    filterPattern: given.filterPattern,
    creationTime: call.account.now().getTime(),
    metric,
  };
  if (known === undefined) filters.push(filter);
  else filters.splice(filters.indexOf(known), 1, filter);
}

const describeInput = z.strictObject({
  logGroupName: groupName.optional(),
  filterNamePrefix: filterName.optional(),
  metricName: metricText.optional(),
  metricNamespace: metricText.optional(),
  limit: z.int().min(1).max(50).optional(),
  nextToken: token,
});

export function describeMetricFilters(call: AwsCall, input: unknown): object {
  const given = readInput(input, describeInput, "InvalidParameterException");
  if ((given.metricName === undefined) !== (given.metricNamespace === undefined)) {
    throw invalid("Both metric name and metric namespace must be given, or neither");
  }
  const groups =
    given.logGroupName === undefined
      ? call.account.region(call.region).logGroups
      : [requireGroup(call, given.logGroupName)];
  const filters = groups
    .flatMap((group) => (group.metricFilters ?? []).map((filter) => view(group, filter)))
    .filter(({ filterName: name, metricTransformations: [metric] }) => {
      if (!name.startsWith(given.filterNamePrefix ?? "")) return false;
      if (given.metricName === undefined) return true;
      return metric?.metricName === given.metricName && metric.metricNamespace === given.metricNamespace;
    })
    .sort((one, other) => (one.filterName < other.filterName ? -1 : 1));
  const { items, ...next } = pageOf(filters, given.limit ?? 50, given.nextToken);
  return { metricFilters: items, ...next };
}

export function deleteMetricFilter(call: AwsCall, input: unknown): undefined {
  const given = readInput(input, z.strictObject({ logGroupName: groupName, filterName }), "InvalidParameterException");
  const { metricFilters = [] } = requireGroup(call, given.logGroupName);
  const filter = metricFilters.find((one) => one.filterName === given.filterName);
  if (!filter) throw new AwsError(400, "ResourceNotFoundException", "The specified metric filter does not exist.");
  remove(metricFilters, filter);
}

function view({ name }: LogGroup, { metric, ...filter }: MetricFilter) {
  return { ...filter, logGroupName: name, metricTransformations: [metric], applyOnTransformedLogs: false };
}

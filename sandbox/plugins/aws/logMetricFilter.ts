import type { MetricFilter } from "@aws-sdk/client-cloudwatch-logs";
import { boolean, map, object, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { planRegion, regionInput } from "./regional.ts";

const inputs = {
  ...regionInput,
  applyOnTransformedLogs: boolean({ default: false }),
  logGroupName: string({ required: true, forceNew: true }),
  metricTransformation: object(
    {
      defaultValue: string(),
      dimensions: map(string()),
      name: string({ required: true }),
      namespace: string({ required: true }),
      unit: string({ default: "None" }),
      value: string({ required: true }),
    },
    { required: true },
  ),
  name: string({ forceNew: true, autoname: { maxLength: 512 } }),
  pattern: string({ required: true }),
};

/**
 * `aws:cloudwatch/logMetricFilter:LogMetricFilter` (hashicorp/terraform-provider-aws, aws_cloudwatch_log_metric_filter). Its
 * id is the filter's name; an import says `logGroupName:name`.
 */
export const logMetricFilter = defineResource<AwsClient>()({
  type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  inputs,
  outputs: {},
  importedAs(importId) {
    const [logGroupName, id] = splitId(importId, ":", "logGroupName", "name");
    return { id, parents: { logGroupName } };
  },
  plan: planRegion,

  async create(aws, inputs) {
    const logs = await aws.logs(inputs.region);
    await logs.putMetricFilter(requestOf(inputs));
    return { id: inputs.name };
  },

  async read(aws, id, known) {
    const { logGroupName = "" } = known;
    const region = known.region ?? aws.region;
    const logs = await aws.logs(region);
    const filter = await find(logs, logGroupName, id);
    const metric = filter?.metricTransformations?.[0];
    if (filter === undefined || metric === undefined) return undefined;
    const { dimensions = {} } = metric;
    return {
      applyOnTransformedLogs: filter.applyOnTransformedLogs ?? false,
      logGroupName,
      metricTransformation: {
        defaultValue: metric.defaultValue === undefined ? undefined : String(metric.defaultValue),
        dimensions: Object.keys(dimensions).length === 0 ? undefined : dimensions,
        name: metric.metricName,
        namespace: metric.metricNamespace,
        unit: metric.unit ?? "None",
        value: metric.metricValue,
      },
      name: filter.filterName,
      pattern: filter.filterPattern ?? "",
      region,
    };
  },

  async update(aws, _id, { inputs }) {
    const logs = await aws.logs(inputs.region);
    await logs.putMetricFilter(requestOf(inputs));
    return undefined;
  },

  async delete(aws, id, { logGroupName = "", region }) {
    const logs = await aws.logs(region);
    await unlessMissing(logs.deleteMetricFilter({ filterName: id, logGroupName }), "ResourceNotFoundException");
  },
});

function requestOf(given: ValuesOf<typeof inputs>) {
  const { defaultValue, dimensions, name, namespace, unit, value } = given.metricTransformation;
  return {
    applyOnTransformedLogs: given.applyOnTransformedLogs,
    filterName: given.name,
    filterPattern: given.pattern.trim(),
    logGroupName: given.logGroupName,
    metricTransformations: [
      {
        metricName: name,
        metricNamespace: namespace,
        metricValue: value,
        unit: unit as "Count",
        ...(defaultValue !== undefined && { defaultValue: Number(defaultValue) }),
        ...(dimensions !== undefined && { dimensions: { ...dimensions } }),
      },
    ],
  };
}

/** The listing by prefix holds it, on its first page or a later one. */
async function find(
  logs: Awaited<ReturnType<AwsClient["logs"]>>,
  logGroupName: string,
  name: string,
): Promise<MetricFilter | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await unlessMissing(
      logs.describeMetricFilters({ filterNamePrefix: name, logGroupName, ...(nextToken && { nextToken }) }),
      "ResourceNotFoundException",
    );
    const found = page?.metricFilters?.find(({ filterName }) => filterName === name);
    if (found) return found;
    nextToken = page?.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

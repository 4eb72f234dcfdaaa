import type { MetricAlarm, PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { boolean, integer, number, set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import {
  allTags,
  changeOfTags,
  planRegionAndTags,
  regionInput,
  tagList,
  tagRecord,
  tagsAllOutput,
  tagsInput,
  viewTags,
} from "./regional.ts";

const inputs = {
  ...regionInput,
  ...tagsInput,
  actionsEnabled: boolean({ default: true }),
  alarmActions: set(string()),
  alarmDescription: string(),
  comparisonOperator: string({
    required: true,
    oneOf: ["GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"],
  }),
  datapointsToAlarm: integer(),
  evaluationPeriods: integer({ required: true }),
  insufficientDataActions: set(string()),
  metricName: string({ required: true }),
  name: string({ forceNew: true, autoname: { maxLength: 255 } }),
  namespace: string({ required: true }),
  okActions: set(string()),
  period: integer({ required: true }),
  statistic: string({ required: true, oneOf: ["Average", "Maximum", "Minimum", "SampleCount", "Sum"] }),
  threshold: number({ default: 0 }),
  treatMissingData: string({ default: "missing", oneOf: ["breaching", "notBreaching", "ignore", "missing"] }),
  unit: string(),
};

/**
 * `aws:cloudwatch/metricAlarm:MetricAlarm` (hashicorp/terraform-provider-aws, aws_cloudwatch_metric_alarm), on one metric
 * without dimensions. Its id is the alarm's name.
 */
export const metricAlarm = defineResource<AwsClient>()({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  inputs,
  outputs: { ...tagsAllOutput, arn: {}, evaluateLowSampleCountPercentiles: {} },
  unsupported: [
    "dimensions",
    "evaluateLowSampleCountPercentiles",
    "evaluationCriteria",
    "evaluationInterval",
    "extendedStatistic",
    "metricQueries",
    "thresholdMetricId",
    "warmUpConfiguration",
  ],
  plan: planRegionAndTags,

  async create(aws, inputs) {
    const cloudWatch = await aws.cloudWatch(inputs.region);
    await cloudWatch.putMetricAlarm({ ...requestOf(inputs), Tags: tagList(allTags(inputs, aws)) });
    return { id: inputs.name };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const cloudWatch = await aws.cloudWatch(region);
    const { MetricAlarms = [] } = await cloudWatch.describeAlarms({ AlarmNames: [id], AlarmTypes: ["MetricAlarm"] });
    const [alarm] = MetricAlarms;
    if (alarm === undefined) return undefined;
    const { Tags } = await cloudWatch.listTagsForResource({ ResourceARN: alarm.AlarmArn });
    return { ...viewTags(tagRecord(Tags), aws, known.tags), ...viewOf(alarm), region };
  },

  async update(aws, _id, { inputs, old }) {
    const cloudWatch = await aws.cloudWatch(inputs.region);
    await cloudWatch.putMetricAlarm(requestOf(inputs));
    const { set: added, remove } = changeOfTags(old, inputs, aws);
    const ResourceARN = old["arn"] as string;
    if (remove.length > 0) await cloudWatch.untagResource({ ResourceARN, TagKeys: remove });
    if (Object.keys(added).length > 0) await cloudWatch.tagResource({ ResourceARN, Tags: tagList(added) });
    return undefined;
  },

  async delete(aws, id, { region }) {
    const cloudWatch = await aws.cloudWatch(region);
    await unlessMissing(cloudWatch.deleteAlarms({ AlarmNames: [id] }), "ResourceNotFound", "ResourceNotFoundException");
  },
});

function requestOf(given: ValuesOf<typeof inputs>): PutMetricAlarmCommandInput {
  return {
    ActionsEnabled: given.actionsEnabled,
    AlarmActions: [...(given.alarmActions ?? [])],
    AlarmDescription: given.alarmDescription,
    AlarmName: given.name,
    ComparisonOperator: given.comparisonOperator as "GreaterThanThreshold",
    DatapointsToAlarm: given.datapointsToAlarm,
    EvaluationPeriods: given.evaluationPeriods,
    InsufficientDataActions: [...(given.insufficientDataActions ?? [])],
    MetricName: given.metricName,
    Namespace: given.namespace,
    OKActions: [...(given.okActions ?? [])],
    Period: given.period,
    Statistic: given.statistic as "Sum",
    Threshold: given.threshold,
    TreatMissingData: given.treatMissingData,
    Unit: given.unit as "Count" | undefined,
  };
}

function viewOf(alarm: MetricAlarm) {
  return {
    actionsEnabled: alarm.ActionsEnabled ?? true,
    alarmActions: nonEmpty(alarm.AlarmActions),
    alarmDescription: alarm.AlarmDescription,
    arn: alarm.AlarmArn,
    comparisonOperator: alarm.ComparisonOperator,
    datapointsToAlarm: alarm.DatapointsToAlarm,
    evaluateLowSampleCountPercentiles: alarm.EvaluateLowSampleCountPercentile,
    evaluationPeriods: alarm.EvaluationPeriods,
    insufficientDataActions: nonEmpty(alarm.InsufficientDataActions),
    metricName: alarm.MetricName,
    name: alarm.AlarmName,
    namespace: alarm.Namespace,
    okActions: nonEmpty(alarm.OKActions),
    period: alarm.Period,
    statistic: alarm.Statistic,
    threshold: alarm.Threshold,
    treatMissingData: alarm.TreatMissingData ?? "missing",
    unit: alarm.Unit,
  };
}

function nonEmpty(actions: readonly string[] = []): readonly string[] | undefined {
  return actions.length === 0 ? undefined : actions;
}

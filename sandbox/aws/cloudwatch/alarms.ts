import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import type { AwsCall } from "../AwsService.ts";
import { AwsError, unsupported } from "../protocol/AwsError.ts";
import { pageOf } from "../protocol/page.ts";
import { readInput } from "../protocol/readInput.ts";
import { evaluateAlarm } from "./evaluateAlarm.ts";
import { findMetric } from "./metrics.ts";
import type { MetricAlarm } from "./state.ts";
import { tagList, tagRecord } from "./tags.ts";

/** Source: CloudWatch quotas. */
const alarmsPerRegion = 5000;

const alarmName = z.string().min(1).max(255);
const actions = z.array(z.string().min(1).max(1024)).max(5).default([]);

const putInput = z.strictObject({
  AlarmName: alarmName,
  AlarmDescription: z.string().max(1024).optional(),
  ActionsEnabled: z.boolean().default(true),
  OKActions: actions,
  AlarmActions: actions,
  InsufficientDataActions: actions,
  Namespace: z.string().regex(/^[^:]{1,255}$/),
  MetricName: z.string().min(1).max(255),
  Statistic: z.enum(["Average", "Maximum", "Minimum", "SampleCount", "Sum"]),
  Dimensions: z.array(z.unknown()).max(0).optional(),
  Unit: z.string().optional(),
  Period: z.int(),
  EvaluationPeriods: z.int().min(1),
  DatapointsToAlarm: z.int().min(1).optional(),
  Threshold: z.number(),
  ComparisonOperator: z.enum([
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
  ]),
  TreatMissingData: z.enum(["breaching", "notBreaching", "ignore", "missing"]).optional(),
  Tags: tagList.optional(),
});

type PutInput = Pick<z.output<typeof putInput>, "Period" | "EvaluationPeriods" | "DatapointsToAlarm">;

/** Makes an alarm or replaces the one of its name; its tags stay those of its creation (API reference, PutMetricAlarm). */
export function putMetricAlarm(call: AwsCall, input: unknown): undefined {
  const { Tags, ...given } = readInput(input, putInput, "ValidationError");
  const settings = withoutKeys(given, ["Dimensions"]) as Omit<typeof given, "Dimensions">;
  checkPeriods(settings);
  for (const action of [...settings.AlarmActions, ...settings.OKActions, ...settings.InsufficientDataActions]) {
    checkAction(call, action);
  }
  const alarms = alarmsOf(call);
  const known = alarms.find((alarm) => alarm.settings.AlarmName === settings.AlarmName);
  if (known === undefined && alarms.length >= alarmsPerRegion) {
    throw new AwsError(400, "LimitExceeded", "The maximum number of alarms was reached");
  }
  const now = call.account.seconds();
  const alarm: MetricAlarm = {
    settings,
    tags: known?.tags ?? tagRecord(Tags),
    configured: now,
    stateValue: known?.stateValue ?? "INSUFFICIENT_DATA",
    stateReason: known?.stateReason ?? "Unchecked: Initial alarm creation",
    stateUpdated: known?.stateUpdated ?? now,
  };
  if (known === undefined) alarms.push(alarm);
  else alarms.splice(alarms.indexOf(known), 1, alarm);
}

const describeInput = z.strictObject({
  AlarmNames: z.array(alarmName).max(100).optional(),
  AlarmNamePrefix: alarmName.optional(),
  AlarmTypes: z.array(z.enum(["MetricAlarm", "CompositeAlarm", "LogAlarm"])).optional(),
  StateValue: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]).optional(),
  MaxRecords: z.int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});

export function describeAlarms(call: AwsCall, input: unknown): object {
  const given = readInput(input, describeInput, "ValidationError");
  if (given.AlarmNames !== undefined && given.AlarmNamePrefix !== undefined) {
    throw invalid("AlarmNamePrefix and AlarmNames are mutually exclusive");
  }
  const { metrics = [] } = call.account.region(call.region);
  const alarms = given.AlarmTypes?.includes("MetricAlarm") === false ? [] : alarmsOf(call);
  const matching = alarms.filter((alarm) => {
    const { AlarmName, Namespace, MetricName } = alarm.settings;
    evaluateAlarm(alarm, findMetric(metrics, Namespace, MetricName), call.account.seconds());
    return (
      (given.AlarmNames?.includes(AlarmName) ?? AlarmName.startsWith(given.AlarmNamePrefix ?? "")) &&
      (given.StateValue === undefined || alarm.stateValue === given.StateValue)
    );
  });
  const { items, next } = pageOf(
    matching,
    given.MaxRecords ?? 50,
    given.NextToken,
    () => new AwsError(400, "InvalidNextToken", "The next token specified is invalid."),
  );
  return { CompositeAlarms: [], MetricAlarms: items.map((alarm) => view(call, alarm)), NextToken: next };
}

export function deleteAlarms(call: AwsCall, input: unknown): undefined {
  const schema = z.strictObject({ AlarmNames: z.array(alarmName).max(100) });
  const { AlarmNames } = readInput(input, schema, "ValidationError");
  const alarms = alarmsOf(call);
  const found = AlarmNames.map((name) => alarms.find(({ settings }) => settings.AlarmName === name));
  if (found.some((alarm) => alarm === undefined)) {
    throw new AwsError(404, "ResourceNotFound", "The named resource does not exist.");
  }
  for (const alarm of new Set(found)) if (alarm) remove(alarms, alarm);
}

/** `arn:aws:cloudwatch:{region}:{account}:alarm:{name}`. */
export function alarmArn({ region, account }: AwsCall, name: string): string {
  return `arn:aws:cloudwatch:${region}:${account.id}:alarm:${name}`;
}

export function alarmsOf({ account, region }: AwsCall): MetricAlarm[] {
  return (account.region(region).alarms ??= []);
}

function invalid(message: string): AwsError {
  return new AwsError(400, "ValidationError", message);
}

/** Of alarms on a metric of whole minutes; AWS also knows periods of 10, 20 and 30 seconds. */
function checkPeriods({ Period, EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods }: PutInput): void {
  if (Period === 10 || Period === 20 || Period === 30) throw unsupported("ValidationError", "periods under a minute");
  if (Period < 60 || Period % 60 !== 0) throw invalid("Period must be 10, 20, 30 or a multiple of 60");
  const longest = Period < 3600 ? 86_400 : 604_800;
  if (Period * EvaluationPeriods > longest) {
    const span = longest === 86_400 ? "a day" : "seven days";
    throw invalid(
      `Metrics cannot be checked across more than ${span} (EvaluationPeriods * Period must be <= ${longest}).`,
    );
  }
  if (DatapointsToAlarm > EvaluationPeriods) {
    throw invalid("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
  }
}

/** Whether the topic is there AWS does not ask. The texts are those that third parties recorded. */
function checkAction({ region }: AwsCall, arn: string): void {
  const [, service, topicRegion] = /^arn:aws:([a-z0-9-]+):([a-z0-9-]*):\d{0,12}:.+$/.exec(arn) ?? [];
  if (service === undefined) throw invalid(`Invalid arn syntax: ${arn}`);
  if (service !== "sns") throw unsupported("ValidationError", `alarm actions other than SNS topics (${service})`);
  if (topicRegion !== region) throw invalid(`Invalid region ${topicRegion} specified. Only ${region} is supported.`);
}

function view(call: AwsCall, { settings, configured, stateValue, stateReason, stateUpdated }: MetricAlarm): object {
  return {
    ...settings,
    AlarmArn: alarmArn(call, settings.AlarmName),
    AlarmConfigurationUpdatedTimestamp: configured,
    Dimensions: [],
    StateReason: stateReason,
    StateTransitionedTimestamp: stateUpdated,
    StateUpdatedTimestamp: stateUpdated,
    StateValue: stateValue,
  };
}

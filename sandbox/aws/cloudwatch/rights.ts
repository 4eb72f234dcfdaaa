import {
  also,
  type AskedOperation,
  each,
  on,
  type OperationRights,
  type RightsTable,
  textOf,
  where,
} from "../iam/OperationRights.ts";

function alarmArn({ call: { region, account } }: AskedOperation, name: string): string {
  return `arn:aws:cloudwatch:${region}:${account.id}:alarm:${name}`;
}

/** The alarms that a request names; any where it names none. */
const onNamed = on("cloudwatch", (asked) => {
  const names = asked.member("AlarmNames");
  const named = Array.isArray(names) && names.length > 0 ? names.map(String) : ["*"];
  return named.map((name) => alarmArn(asked, name));
});

const tagged: OperationRights = where("Tags", (asked) => [
  { action: "cloudwatch:TagResource", resource: alarmArn(asked, textOf(asked, "AlarmName")) },
]);

/**
 * Service Authorization Reference, "Amazon CloudWatch"; tags of a new alarm need `cloudwatch:TagResource` (API reference,
 * PutMetricAlarm).
 */
export const cloudWatchRights: RightsTable = {
  PutMetricAlarm: also(
    on("cloudwatch", (asked) => [alarmArn(asked, textOf(asked, "AlarmName"))]),
    tagged,
  ),
  ...each(["DeleteAlarms", "DescribeAlarms"], onNamed),
  ...each(
    ["ListTagsForResource", "TagResource", "UntagResource"],
    on("cloudwatch", (asked) => [textOf(asked, "ResourceARN")]),
  ),
};

import { also, type AskedOperation, each, on, onAny, type RightsTable, textOf, where } from "../iam/OperationRights.ts";
import { logGroupArn } from "./LogGroup.ts";

function groupArn(asked: AskedOperation): string {
  const { region, account } = asked.call;
  const given = textOf(asked, "logGroupName") || textOf(asked, "logGroupIdentifier");
  return given.startsWith("arn:") ? given.replace(/:\*$/, "") : logGroupArn(region, account.id, given);
}

/** As AWS's refusals name it: the group's ARN and `:log-stream:`, with the stream's name where there is one [obs]. */
const onStream = on("logs", (asked) => [`${groupArn(asked)}:log-stream:${textOf(asked, "logStreamName")}`]);
const onTagged = on("logs", (asked) => [textOf(asked, "resourceArn")]);

/**
 * Service Authorization Reference, "Amazon CloudWatch Logs". A policy names a group with `:*` behind its name, and without
 * for the actions on tags (CloudWatch Logs user guide, "CloudWatch Logs resources and operations"); tags of a new group need
 * `logs:TagResource` (API reference, CreateLogGroup).
 */
export const logsRights: RightsTable = {
  CreateLogGroup: also(
    onStream,
    where("tags", (asked) => [{ action: "logs:TagResource", resource: groupArn(asked) }]),
  ),
  ...each(
    [
      "CreateLogStream",
      "DeleteLogGroup",
      "DeleteLogStream",
      "DeleteMetricFilter",
      "DeleteRetentionPolicy",
      "DescribeLogGroups",
      "DescribeLogStreams",
      "DescribeMetricFilters",
      "FilterLogEvents",
      "GetLogEvents",
      "PutLogEvents",
      "PutMetricFilter",
      "PutRetentionPolicy",
    ],
    onStream,
  ),
  ...each(["DeleteQueryDefinition", "DescribeQueryDefinitions", "PutQueryDefinition"], onAny("logs")),
  ...each(["ListTagsForResource", "TagResource", "UntagResource"], onTagged),
};

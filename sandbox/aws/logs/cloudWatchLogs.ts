import type { AwsService } from "../AwsService.ts";
import { json11Service } from "../protocol/json11.ts";
import { filterLogEvents, getLogEvents, putLogEvents } from "./events.ts";
import {
  createLogGroup,
  deleteLogGroup,
  deleteRetentionPolicy,
  describeLogGroups,
  listTagsForResource,
  putRetentionPolicy,
  tagResource,
  untagResource,
} from "./groups.ts";
import { deleteMetricFilter, describeMetricFilters, putMetricFilter } from "./metricFilters.ts";
import { deleteQueryDefinition, describeQueryDefinitions, putQueryDefinition } from "./queryDefinitions.ts";
import { logsRights } from "./rights.ts";
import { createLogStream, deleteLogStream, describeLogStreams } from "./streams.ts";

/** CloudWatch Logs (API reference, "Amazon CloudWatch Logs"). */
export function cloudWatchLogs(): AwsService {
  return json11Service({
    signingName: "logs",
    targetPrefix: "Logs_20140328",
    rights: logsRights,
    handlers: new Map(
      Object.entries({
        CreateLogGroup: createLogGroup,
        DeleteLogGroup: deleteLogGroup,
        DescribeLogGroups: describeLogGroups,
        PutRetentionPolicy: putRetentionPolicy,
        DeleteRetentionPolicy: deleteRetentionPolicy,
        ListTagsForResource: listTagsForResource,
        TagResource: tagResource,
        UntagResource: untagResource,
        CreateLogStream: createLogStream,
        DeleteLogStream: deleteLogStream,
        DescribeLogStreams: describeLogStreams,
        PutLogEvents: putLogEvents,
        GetLogEvents: getLogEvents,
        FilterLogEvents: filterLogEvents,
        PutMetricFilter: putMetricFilter,
        DescribeMetricFilters: describeMetricFilters,
        DeleteMetricFilter: deleteMetricFilter,
        PutQueryDefinition: putQueryDefinition,
        DescribeQueryDefinitions: describeQueryDefinitions,
        DeleteQueryDefinition: deleteQueryDefinition,
      }),
    ),
  });
}

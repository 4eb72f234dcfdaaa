import type { AwsService } from "../AwsService.ts";
import { json11Service } from "../protocol/json11.ts";
import { deleteAlarms, describeAlarms, putMetricAlarm } from "./alarms.ts";
import { cloudWatchRights } from "./rights.ts";
import { listTagsForResource, tagResource, untagResource } from "./tags.ts";

/**
 * CloudWatch's alarms (API reference, "Amazon CloudWatch"), in the AWS JSON 1.0 protocol, which AWS's SDK for JavaScript
 * speaks; the service's older query protocol and CBOR are refused. Errors also say what the query protocol would call them,
 * in the header `x-amzn-query-error` (Smithy 2.0, "awsQueryCompatible").
 */
export function cloudWatch(): AwsService {
  const service = json11Service({
    signingName: "monitoring",
    rights: cloudWatchRights,
    targetPrefix: "GraniteServiceVersion20100801",
    contentType: "application/x-amz-json-1.0",
    throttling: [400, "Throttling", "Rate exceeded"],
    handlers: new Map(
      Object.entries({
        PutMetricAlarm: putMetricAlarm,
        DescribeAlarms: describeAlarms,
        DeleteAlarms: deleteAlarms,
        ListTagsForResource: listTagsForResource,
        TagResource: tagResource,
        UntagResource: untagResource,
      }),
    ),
  });
  return {
    ...service,
    formError(error, call) {
      const response = service.formError(error, call);
      const party = error.status < 500 ? "Sender" : "Receiver";
      return { ...response, headers: { ...response.headers, "x-amzn-query-error": `${error.awsCode};${party}` } };
    },
  };
}

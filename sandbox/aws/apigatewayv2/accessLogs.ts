import type { AwsCall } from "../AwsService.ts";
import { checkAccessLogFormat } from "./accessLogFormat.ts";
import { badRequest, notFound } from "./errors.ts";
import type { AccessLogSettings } from "./HttpApi.ts";

const logGroupArn =
  /^arn:aws:logs:(?<region>[a-z0-9-]+):(?<account>\d{12}):log-group:(?<name>[\w.\-/#]{1,512})(?::\*)?$/;

/** Where a stage's access logs go; the `:*` that some tools append to a log group's ARN does not count. */
export function accessLogGroup({ destinationArn }: AccessLogSettings): { region: string; name: string } | undefined {
  const groups = logGroupArn.exec(destinationArn)?.groups;
  return groups && { region: groups["region"] ?? "", name: groups["name"] ?? "" };
}

/**
 * Checks a stage's access logs: destination, then format, then whether the log group is there.
 * @throws AwsError with AWS's texts, as third parties recorded them
 */
export function checkAccessLogs(call: AwsCall, settings: Partial<AccessLogSettings>): AccessLogSettings {
  const { destinationArn, format } = settings;
  if (!destinationArn || !format) throw badRequest("Access Log value missing. Expected destinationArn and format.");
  if (!destinationArn.startsWith("arn:")) {
    throw badRequest(`Invalid ARN specified in the request. ARNs must start with 'arn:': ${destinationArn}`);
  }
  const groups = logGroupArn.exec(destinationArn)?.groups;
  if (groups?.["region"] !== call.region || groups["account"] !== call.account.id) {
    throw badRequest(
      "Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data " +
        "Firehose delivery stream ARN.",
    );
  }
  checkAccessLogFormat(format);
  const name = groups["name"] ?? "";
  if (!call.account.region(call.region).logGroups.some((group) => group.name === name)) {
    throw notFound(
      `Cannot enable logging. LogDestination: ${name} does not exist (Service: AWSIngestionHub; Status Code: 400; ` +
        `Error Code: LogDestinationNotFoundException; Request ID: ${call.requestId}; Proxy: null)`,
    );
  }
  return { destinationArn, format };
}

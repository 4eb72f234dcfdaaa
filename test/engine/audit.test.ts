import assert from "node:assert/strict";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeQueryDefinitionsCommand,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import type { CheckResult } from "../../scripts/lib/report/RehearsalReport.ts";
import { clientIdClaimOf } from "../../trust/clientIdClaimOf.ts";
import type { DeployedTrust } from "../../trust/DeployedTrust.ts";
import { sdkHandler } from "../sandbox/aws/support/sdkHandler.ts";
import { tokenShape } from "../support/tokenShape.ts";
import { RehearsedStack } from "./support/RehearsedStack.ts";

interface Line {
  readonly requestId: string;
  readonly routeKey: string;
  readonly status: string;
  readonly claims: Readonly<Record<string, string>>;
  readonly authorizer?: Readonly<Record<string, string>>;
}

describe("the audit trail of a deployed stack", function () {
  this.timeout(180_000);
  let stack: RehearsedStack;
  let trust: DeployedTrust;
  let logs: CloudWatchLogsClient;
  let cloudWatch: CloudWatchClient;
  let rows: readonly CheckResult[];

  before(async () => {
    stack = await RehearsedStack.deploy();
    ({ trust } = stack.outputs);
    const { sandbox } = stack.rehearsal;
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = sandbox.credentials;
    const config = {
      region: trust.region,
      requestHandler: sdkHandler((request) => sandbox.fetch(request)),
      credentials: { accessKeyId, secretAccessKey },
    };
    logs = new CloudWatchLogsClient(config);
    cloudWatch = new CloudWatchClient(config);
    rows = await stack.verify();
  });
  after(async () => stack.close());

  async function messages(logGroupName: string, filterPattern?: string): Promise<string[]> {
    const found: string[] = [];
    for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName, filterPattern })) {
      found.push(...page.events!.map(({ message }) => message!));
    }
    return found;
  }

  it("prints", () => {
    for (const row of rows) if (process.env["P"]) console.log(row.requestHost ?? "NONE", "|", row.name, "|", row.actual, "|", row.reason);
  });
});

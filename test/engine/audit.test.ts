import assert from "node:assert/strict";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeQueryDefinitionsCommand,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { sandboxSend } from "../../scripts/lib/rehearsal/sandboxSend.ts";
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

  /** The rows whose request a gateway gave an id to, with the API's name. */
  const gatewayRows = () =>
    Object.entries(trust.apis).flatMap(([api, { endpoint, logGroup }]) =>
      rows
        .filter(({ requestHost }) => requestHost === new URL(endpoint).host)
        .map((row) => ({ row, api, logGroup, requestId: row.requestId! })),
    );

  it("finds every request that verify made of a gateway by its id: one line, with its route, status and client", async () => {
    let clients = 0;
    const found = gatewayRows();
    for (const { row, api, logGroup, requestId } of found) {
      const lines = await messages(logGroup, `{ $.requestId = "${requestId}" }`);
      assert.equal(lines.length, 1, `${row.name}: ${requestId}`);
      const line = JSON.parse(lines[0]!) as Line;
      assert.equal(line.requestId, requestId);
      const [, route, what = ""] = new RegExp(`^${api} (.+?): (.*)$`).exec(row.name) ?? [];
      if (route !== undefined) assert.equal(line.routeKey, route, row.name);
      const [status] = /^\d{3}\b|(?<=, then )\d{3}\b/.exec(row.actual) ?? [];
      if (status !== undefined) assert.equal(line.status, status, row.name);
      const client = /^([\w-]+)\/([\w-]+)\b/.exec(what);
      if (status !== "200" || client === null) continue;
      const [, issuer = "", name = ""] = client;
      const claim = clientIdClaimOf(trust.model.issuers[issuer]!);
      const { clientId } = trust.issuers[issuer]!.clients[name]!;
      const logged = line.authorizer?.["client"] ?? "-";
      assert.equal(logged === "-" ? line.claims[claim] : logged, clientId, row.name);
      clients += 1;
    }
    assert.ok(found.length > 300 && clients > 20, `${found.length} rows, ${clients} clients`);
    const routed = rows.filter(({ name }) => /^\w+ (?:GET|POST) \//.test(name));
    const without = routed.filter(({ requestId }) => requestId === undefined);
    assert.deepEqual(without, []);
  });

  it("has an id of the vendor's on every row that asked one which gives ids", () => {
    const hosts = new Set(
      rows.map(({ requestHost = "" }) => requestHost.replace(/^.*\.(?=okta\.com|amazoncognito\.com)/, "")),
    );
    for (const host of [
      "okta.com",
      "amazoncognito.com",
      "login.microsoftonline.com",
      `cognito-idp.${trust.region}.amazonaws.com`,
      `sso.${trust.region}.amazonaws.com`,
      `sts.${trust.region}.amazonaws.com`,
    ]) {
      assert.ok(hosts.has(host), host);
    }
    const tokens = rows.filter(({ name }) => /: (?:a token for this API|a token endpoint behind)/.test(name));
    assert.ok(tokens.length >= 3);
    for (const { name, requestId } of tokens) assert.ok(requestId, name);
  });

  it("holds no token, in any log of the stack", async () => {
    const groups = Object.values(trust.apis).flatMap(({ logGroup, lambdaAuthorizer }) => [
      logGroup,
      ...(lambdaAuthorizer ? [lambdaAuthorizer.logGroup] : []),
    ]);
    for (const group of groups) {
      const lines = await messages(group);
      assert.ok(lines.length > 0, group);
      for (const line of lines) assert.doesNotMatch(line, tokenShape);
    }
  });

  it("gives the alarm that was declared on a burst, and saves the queries for who looks into it", async () => {
    const { endpoint } = trust.apis["reports"]!;
    const { count } = trust.model.apis["reports"]!.alarms!.unauthorized;
    const state = async () => {
      const AlarmNamePrefix = `${trust.project}-${trust.stack}-reports--unauthorized`;
      const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix }));
      return MetricAlarms.map(({ StateValue }) => StateValue);
    };
    assert.deepEqual(await state(), ["OK"]);
    const send = sandboxSend(stack.rehearsal.sandbox);
    for (let times = 0; times < count; times++) await send(`${endpoint}/reports`, { method: "GET" });
    assert.deepEqual(await state(), ["ALARM"]);
    const { queryDefinitions = [] } = await logs.send(new DescribeQueryDefinitionsCommand());
    assert.equal(queryDefinitions.length, 6);
    const logGroups = Object.values(trust.apis).map(({ logGroup }) => logGroup);
    for (const { logGroupNames } of queryDefinitions) {
      assert.ok(logGroups.every((group) => logGroupNames?.includes(group)));
    }
  });
});

import assert from "node:assert/strict";
import type { ProviderClient } from "../../../providers/lib/ProviderClient.ts";
import { change, importAgain, make, PluginRehearsal, unmake } from "../PluginRehearsal.ts";

const LogGroup = "aws:cloudwatch/logGroup:LogGroup";
const MetricFilter = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const MetricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const QueryDefinition = "aws:cloudwatch/queryDefinition:QueryDefinition";

describe("the bundled aws plugin: metric filters, alarms and saved queries", function () {
  this.timeout(30_000);
  let rehearsal: PluginRehearsal;
  let aws: ProviderClient;
  let account: string;

  before(async () => {
    rehearsal = await PluginRehearsal.start();
    aws = rehearsal.connect("aws");
    await aws.configure({ region: "eu-central-1", defaultTags: JSON.stringify({ tags: { team: "identity" } }) });
    account = rehearsal.sandbox.credentials.awsAccountId;
    await make(aws, LogGroup, { name: "/aws/apis/inventory" });
  });

  after(async () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    await rehearsal.close();
  });

  it("manages a metric filter", async () => {
    const metric = { name: "unauthorized", namespace: "crosstrust", value: "1", unit: "Count" };
    const declared = {
      name: "unauthorized",
      logGroupName: "/aws/apis/inventory",
      pattern: '{ $.status = "401" }',
      metricTransformation: metric,
    };
    const made = await make(aws, MetricFilter, declared);
    assert.equal(made.id, "unauthorized");
    const changed = await change(
      aws,
      made,
      { ...declared, pattern: '{ $.status = "403" }', metricTransformation: { ...metric, defaultValue: "0" } },
      { pattern: "UPDATE", "metricTransformation.defaultValue": "ADD" },
    );
    const found = await importAgain(aws, "/aws/apis/inventory:unauthorized", changed);
    assert.equal(found["pattern"], '{ $.status = "403" }');
    await assert.rejects(aws.read(MetricFilter, "unauthorized"), /expected logGroupName:name/);
    await unmake(aws, changed);
  });

  it("manages an alarm and its tags", async () => {
    const declared = {
      name: "unauthorized",
      alarmDescription: "many 401",
      namespace: "crosstrust",
      metricName: "unauthorized",
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 100,
      treatMissingData: "notBreaching",
      alarmActions: [`arn:aws:sns:eu-central-1:${account}:security`],
    };
    const made = await make(aws, MetricAlarm, { ...declared, tags: { api: "inventory" } });
    assert.equal(made.state["arn"], `arn:aws:cloudwatch:eu-central-1:${account}:alarm:unauthorized`);
    assert.deepEqual(made.state["tagsAll"], { team: "identity", api: "inventory" });
    const changed = await change(
      aws,
      made,
      { ...declared, threshold: 50, tags: { api: "reports" } },
      { threshold: "UPDATE", "tags.api": "UPDATE", "tagsAll.api": "UPDATE" },
    );
    assert.deepEqual(changed.state["tagsAll"], { team: "identity", api: "reports" });
    const found = await importAgain(aws, "unauthorized", changed);
    assert.equal(found["threshold"], 50);
    await unmake(aws, changed);
  });

  it("manages a saved query", async () => {
    const declared = { name: "acme/refusals", queryString: "fields @message", logGroupNames: ["/aws/apis/inventory"] };
    const made = await make(aws, QueryDefinition, declared);
    assert.equal(made.state["queryDefinitionId"], made.id);
    const changed = await change(
      aws,
      made,
      { ...declared, queryString: "fields @message | limit 5" },
      { queryString: "UPDATE" },
    );
    await importAgain(aws, `arn:aws:logs:eu-central-1:${account}:query-definition:${made.id}`, changed);
    await assert.rejects(aws.read(QueryDefinition, made.id), /expected arn:aws:logs/);
    await unmake(aws, changed);
  });
});

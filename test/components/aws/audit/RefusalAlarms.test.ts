import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import { RefusalAlarms } from "../../../../components/aws/audit/RefusalAlarms.ts";
import { parseFilterPattern } from "../../../../sandbox/aws/logs/pattern/parseFilterPattern.ts";
import { runProgram } from "../../support/runProgram.ts";
import { without } from "../../support/without.ts";

const topic = "arn:aws:sns:eu-central-1:111122223333:security";

const declare = (notify: readonly string[] = []) =>
  runProgram(
    () =>
      new RefusalAlarms("inventory/refusals", {
        apiName: "inventory",
        accessLog: output("/aws/vendedlogs/apis/inventory"),
        unauthorized: { count: 100, minutes: 5 },
        forbidden: { count: 20, minutes: 60 },
        notify,
      }),
  );

const filterType = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("RefusalAlarms", () => {
  it("counts each answer in the access log, and nothing else", async () => {
    const { ofType, resources } = await declare();
    assert.equal(resources.filter(({ type }) => type.startsWith("aws:")).length, 4);
    const counted = (burst: string, status: number) => ({
      name: `inventory/refusals/${burst}`,
      parent: "crosstrust:aws:RefusalAlarms inventory/refusals",
      inputs: {
        name: `crosstrust-dev-inventory--${burst}`,
        logGroupName: "/aws/vendedlogs/apis/inventory",
        pattern: `{ $.status = "${status}" }`,
        metricTransformation: {
          namespace: "crosstrust",
          name: `crosstrust-dev-inventory--${burst}`,
          value: "1",
          unit: "Count",
        },
      },
    });
    const filters = ofType(filterType).map(({ name, parent, inputs }) => ({ name, parent, inputs }));
    assert.deepEqual(filters, [counted("forbidden", 403), counted("unauthorized", 401)]);
    const patterns = ofType(filterType).map(({ name, inputs }) => [name, String(inputs["pattern"])] as const);
    for (const status of ["401", "403", "200", "404"]) {
      const line = JSON.stringify({ requestId: "r", status, claims: { sub: '"status":"401"' } });
      const matching = patterns.flatMap(([name, pattern]) => (parseFilterPattern(pattern)(line) ? [name] : []));
      const expected = { "401": ["inventory/refusals/unauthorized"], "403": ["inventory/refusals/forbidden"] };
      assert.deepEqual(matching, status === "401" || status === "403" ? expected[status] : []);
    }
  });

  it("gives the alarm for as many as the settings say, silence being good", async () => {
    const { ofType } = await declare();
    const alarms = ofType(alarmType).map(({ name, inputs }) => [name, without(inputs, "alarmDescription")]);
    const shared = {
      namespace: "crosstrust",
      statistic: "Sum",
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
    };
    const named = (burst: string) => ({
      name: `crosstrust-dev-inventory--${burst}`,
      metricName: `crosstrust-dev-inventory--${burst}`,
    });
    assert.deepEqual(alarms, [
      ["inventory/refusals/forbidden", { ...shared, ...named("forbidden"), period: 3600, threshold: 20 }],
      ["inventory/refusals/unauthorized", { ...shared, ...named("unauthorized"), period: 300, threshold: 100 }],
    ]);
  });

  it("tells the topics when a burst begins and when it is over", async () => {
    const { ofType } = await declare([topic]);
    for (const { inputs } of ofType(alarmType)) {
      assert.deepEqual([inputs["alarmActions"], inputs["okActions"]], [[topic], [topic]]);
    }
  });
});

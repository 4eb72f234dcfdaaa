import assert from "node:assert/strict";
import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { accountId, type AwsCloud, awsClouds, region, start } from "../support/AwsCloud.ts";
import { refused } from "../support/refused.ts";

const alarm: PutMetricAlarmCommandInput = {
  AlarmName: "unauthorized",
  Namespace: "crosstrust",
  MetricName: "unauthorized",
  Statistic: "Sum",
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: 3,
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  TreatMissingData: "notBreaching",
};
const topic = `arn:aws:sns:${region}:${accountId}:security`;
const arn = `arn:aws:cloudwatch:${region}:${accountId}:alarm:unauthorized`;
/** In seconds. */
const minute = 60;

describe("CloudWatch", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;

  beforeEach(() => {
    cloud = clouds();
  });

  const put = (changes: Partial<PutMetricAlarmCommandInput> = {}) =>
    cloud.cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, ...changes }));
  const describeAlarms = async (input = {}) =>
    (await cloud.cloudwatch.send(new DescribeAlarmsCommand(input))).MetricAlarms!;
  const state = async () => (await describeAlarms({ AlarmNames: ["unauthorized"] }))[0]!.StateValue;

  it("makes, changes, describes, tags and deletes alarms", async () => {
    await put({ AlarmActions: [topic], OKActions: [topic], Tags: [{ Key: "team", Value: "a" }] });
    await put({ AlarmName: "forbidden" });
    await put({ Threshold: 7, Tags: [{ Key: "ignored", Value: "when it is there" }] });
    const [found, ...others] = await describeAlarms({ AlarmNames: ["unauthorized", "nothing"] });
    assert.deepEqual(others, []);
    assert.deepEqual(found, {
      ...alarm,
      Threshold: 7,
      ActionsEnabled: true,
      AlarmActions: [],
      OKActions: [],
      InsufficientDataActions: [],
      AlarmArn: arn,
      AlarmConfigurationUpdatedTimestamp: start,
      Dimensions: [],
      StateReason:
        "Threshold Crossed: no datapoints were received for 1 periods and the missing ones were treated as [NonBreaching].",
      StateTransitionedTimestamp: start,
      StateUpdatedTimestamp: start,
      StateValue: "OK",
    });
    assert.deepEqual(
      (await describeAlarms({ AlarmNamePrefix: "for" })).map(({ AlarmName }) => AlarmName),
      ["forbidden"],
    );
    assert.deepEqual(await describeAlarms({ StateValue: "ALARM" }), []);
    assert.deepEqual(await describeAlarms({ AlarmTypes: ["CompositeAlarm"] }), []);
    const tags = async () => (await cloud.cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: arn }))).Tags;
    await cloud.cloudwatch.send(new TagResourceCommand({ ResourceARN: arn, Tags: [{ Key: "more", Value: "b" }] }));
    await cloud.cloudwatch.send(new UntagResourceCommand({ ResourceARN: arn, TagKeys: ["team"] }));
    assert.deepEqual(await tags(), [{ Key: "more", Value: "b" }]);
    await cloud.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["unauthorized", "forbidden"] }));
    assert.deepEqual(await describeAlarms(), []);
    await refused(tags(), "ResourceNotFoundException", 404, /does not exist/);
  });

  it("refuses what AWS refuses", async () => {
    const wrong: [Partial<PutMetricAlarmCommandInput>, string | RegExp][] = [
      [{ Period: 90 }, /Period/],
      [
        { Period: 300, EvaluationPeriods: 289 },
        "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
      ],
      [{ Period: 3600, EvaluationPeriods: 169 }, /seven days/],
      [{ DatapointsToAlarm: 2 }, /DatapointsToAlarm/],
      [{ Threshold: undefined }, /Threshold/],
      [{ ComparisonOperator: "Equal" as "LessThanThreshold" }, /ComparisonOperator/],
      [{ TreatMissingData: "good" }, /TreatMissingData/],
      [{ AlarmActions: ["security"] }, "Invalid arn syntax: security"],
      [
        { AlarmActions: [topic.replace(region, "us-east-1")] },
        `Invalid region us-east-1 specified. Only ${region} is supported.`,
      ],
      [{ OKActions: Array(6).fill(topic) as string[] }, /OKActions/],
    ];
    for (const [change, message] of wrong) await refused(put(change), "ValidationException", 400, message);
    assert.deepEqual(await describeAlarms(), []);
    const missing = new DeleteAlarmsCommand({ AlarmNames: ["nothing"] });
    await refused(cloud.cloudwatch.send(missing), "ResourceNotFound", 404, "The named resource does not exist.");
    assert.deepEqual(cloud.refusals, []);
    const math: Partial<PutMetricAlarmCommandInput> = { Metrics: [], ExtendedStatistic: "p99" };
    await refused(put(math), "ValidationException", 400, /does not support/);
    assert.equal(cloud.refusals.length, 1);
  });

  describe("an alarm on what a metric filter counts", () => {
    const logGroupName = "/aws/apis/inventory";

    beforeEach(async () => {
      await cloud.logs.send(new CreateLogGroupCommand({ logGroupName }));
      await cloud.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "one" }));
      await write("401", 5);
      await cloud.logs.send(
        new PutMetricFilterCommand({
          logGroupName,
          filterName: "unauthorized",
          filterPattern: '{ $.status = "401" }',
          metricTransformations: [{ metricName: "unauthorized", metricNamespace: "crosstrust", metricValue: "1" }],
        }),
      );
    });

    async function write(status: string, times: number): Promise<void> {
      const event = { timestamp: cloud.clock.now().getTime(), message: JSON.stringify({ status }) };
      const logEvents = Array.from({ length: times }, () => event);
      await cloud.logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: "one", logEvents }));
    }

    it("follows the log: nothing from before the filter, nothing else, a burst, and its end", async () => {
      await put();
      assert.equal(await state(), "OK");
      await write("200", 10);
      await write("401", 2);
      assert.equal(await state(), "OK");
      cloud.clock.advance(2 * minute);
      await write("401", 1);
      const [inAlarm] = await describeAlarms({ StateValue: "ALARM" });
      assert.equal(
        inAlarm!.StateReason,
        "Threshold Crossed: 1 datapoint [3.0] was greater than or equal to the threshold (3.0).",
      );
      assert.deepEqual(inAlarm!.StateUpdatedTimestamp, cloud.clock.now());
      cloud.clock.advance(3 * minute);
      assert.equal(await state(), "OK");
    });

    it("counts by its own statistic, periods and word on silence", async () => {
      await put({ TreatMissingData: "missing" });
      assert.equal(await state(), "INSUFFICIENT_DATA");
      await put({ TreatMissingData: "breaching" });
      assert.equal(await state(), "ALARM");
      await put({ Period: 60, EvaluationPeriods: 3, DatapointsToAlarm: 2 });
      await write("401", 3);
      assert.equal(await state(), "OK");
      cloud.clock.advance(minute);
      await write("401", 4);
      assert.equal(await state(), "ALARM");
      cloud.clock.advance(2 * minute);
      assert.equal(await state(), "OK");
      await put({ Statistic: "Average", Threshold: 1, Period: 600 });
      assert.equal(await state(), "ALARM");
    });

    it("survives the sandbox", async () => {
      await put();
      await write("401", 3);
      cloud = clouds({ state: JSON.parse(JSON.stringify(cloud.state)) as object });
      assert.equal(await state(), "ALARM");
    });
  });
});

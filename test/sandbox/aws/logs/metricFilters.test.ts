import assert from "node:assert/strict";
import {
  CreateLogGroupCommand,
  DeleteMetricFilterCommand,
  DeleteQueryDefinitionCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeQueryDefinitionsCommand,
  type MetricTransformation,
  PutMetricFilterCommand,
  type PutMetricFilterCommandInput,
  PutQueryDefinitionCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { type AwsCloud, awsClouds, start } from "../support/AwsCloud.ts";
import { refused } from "../support/refused.ts";

const logGroupName = "/aws/apis/inventory";
const metric = { metricName: "unauthorized", metricNamespace: "crosstrust", metricValue: "1" };
const good: PutMetricFilterCommandInput = {
  logGroupName,
  filterName: "unauthorized",
  filterPattern: '{ $.status = "401" }',
  metricTransformations: [metric],
};

describe("CloudWatch Logs", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;

  beforeEach(async () => {
    cloud = clouds();
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName }));
  });

  const put = (changes: Partial<PutMetricFilterCommandInput> = {}) =>
    cloud.logs.send(new PutMetricFilterCommand({ ...good, ...changes }));
  const filters = async (input = {}) =>
    (await cloud.logs.send(new DescribeMetricFiltersCommand({ logGroupName, ...input }))).metricFilters!;

  describe("metric filters", () => {
    it("are made, changed, described and deleted", async () => {
      await put();
      await put({ filterName: "forbidden", filterPattern: '{ $.status = "403" }' });
      await put({ filterPattern: '{ $.status = "402" }' });
      assert.deepEqual(
        (await filters()).map(({ filterName, filterPattern }) => [filterName, filterPattern]),
        [
          ["forbidden", '{ $.status = "403" }'],
          ["unauthorized", '{ $.status = "402" }'],
        ],
      );
      assert.deepEqual(await filters({ filterNamePrefix: "un" }), [
        {
          filterName: "unauthorized",
          filterPattern: '{ $.status = "402" }',
          creationTime: start.getTime(),
          logGroupName,
          metricTransformations: [metric],
          applyOnTransformedLogs: false,
        },
      ]);
      const { logGroups } = await cloud.logs.send(new DescribeLogGroupsCommand());
      assert.equal(logGroups![0]!.metricFilterCount, 2);
      await cloud.logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName: "unauthorized" }));
      assert.deepEqual(
        (await filters()).map(({ filterName }) => filterName),
        ["forbidden"],
      );
    });

    it("are refused without their group, with a pattern that is none, and with names that are none", async () => {
      const invalid = "InvalidParameterException";
      await refused(
        put({ logGroupName: "other" }),
        "ResourceNotFoundException",
        400,
        "The specified log group does not exist.",
      );
      await refused(put({ filterPattern: "{ $.status = }" }), invalid, 400, "Invalid filter pattern");
      await refused(put({ filterName: "a:b" }), invalid, 400, /filterName/);
      await refused(put({ metricTransformations: [] }), invalid, 400, /metricTransformations/);
      const wrong: Partial<MetricTransformation>[] = [
        { metricName: "a$b" },
        { metricNamespace: "a:b" },
        { metricValue: "many" },
        { unit: "Pieces" as "Count" },
      ];
      for (const change of wrong) {
        await refused(put({ metricTransformations: [{ ...metric, ...change }] }), invalid, 400, /./);
      }
      const missing = new DeleteMetricFilterCommand({ logGroupName, filterName: "nothing" });
      await refused(cloud.logs.send(missing), "ResourceNotFoundException", 400, /metric filter/);
      assert.deepEqual(await filters(), []);
      assert.deepEqual(cloud.refusals, []);
    });

    it("has at most 100 for a group", async () => {
      for (let index = 0; index < 100; index++) await put({ filterName: `filter-${index}` });
      await refused(put({ filterName: "one-more" }), "LimitExceededException", 400, "Resource limit exceeded.");
      await put({ filterName: "filter-7" });
    });
  });

  it("keeps saved queries", async () => {
    const query = { name: "acme/refusals", queryString: "fields @message", logGroupNames: [logGroupName] };
    const { queryDefinitionId } = await cloud.logs.send(new PutQueryDefinitionCommand(query));
    await cloud.logs.send(new PutQueryDefinitionCommand({ name: "other", queryString: "fields @log" }));
    const changed = { ...query, queryString: "fields @message | limit 5", queryDefinitionId };
    await cloud.logs.send(new PutQueryDefinitionCommand(changed));
    const described = async () =>
      (await cloud.logs.send(new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix: "acme" })))
        .queryDefinitions;
    assert.deepEqual(await described(), [{ ...changed, lastModified: start.getTime() }]);
    await cloud.logs.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }));
    assert.deepEqual(await described(), []);
    for (const call of [
      cloud.logs.send(new DeleteQueryDefinitionCommand({ queryDefinitionId })),
      cloud.logs.send(new PutQueryDefinitionCommand(changed)),
    ]) {
      await refused(call, "ResourceNotFoundException", 400, "The specified query definition does not exist.");
    }
    const tooLong = new PutQueryDefinitionCommand({ ...query, queryString: "x".repeat(10_001) });
    await refused(cloud.logs.send(tooLong), "InvalidParameterException", 400, /queryString/);
  });
});

import assert from "node:assert/strict";
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { accountId, type AwsCloud, awsClouds, region, start } from "../support/AwsCloud.ts";
import { without } from "../support/plain.ts";
import { refused } from "../support/refused.ts";

const logGroupName = "/aws/lambda/inventory";
const arn = `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}`;

describe("CloudWatch Logs", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;

  beforeEach(async () => {
    cloud = clouds();
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName, tags: { team: "a" } }));
  });

  const describeGroup = async () => (await cloud.logs.send(new DescribeLogGroupsCommand())).logGroups;

  it("creates, describes, changes and deletes a log group", async () => {
    await cloud.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 }));
    const group = {
      logGroupName,
      creationTime: start.getTime(),
      retentionInDays: 30,
      metricFilterCount: 0,
      arn: `${arn}:*`,
      logGroupArn: arn,
      logGroupClass: "STANDARD",
      storedBytes: 0,
    };
    assert.deepEqual(await describeGroup(), [group]);
    await cloud.logs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    assert.deepEqual(await describeGroup(), [without(group, "retentionInDays")]);
    await cloud.logs.send(new TagResourceCommand({ resourceArn: arn, tags: { more: "b" } }));
    await cloud.logs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ["team"] }));
    assert.deepEqual((await cloud.logs.send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags, { more: "b" });
    await cloud.logs.send(new DeleteLogGroupCommand({ logGroupName }));
    assert.deepEqual(await describeGroup(), []);
  });

  it("refuses what is there already, what is not there, and what is not allowed", async () => {
    await refused(
      cloud.logs.send(new CreateLogGroupCommand({ logGroupName })),
      "ResourceAlreadyExistsException",
      400,
      "The specified log group already exists",
    );
    await refused(
      cloud.logs.send(new DeleteLogGroupCommand({ logGroupName: "other" })),
      "ResourceNotFoundException",
      400,
      "The specified log group does not exist.",
    );
    await refused(
      cloud.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 })),
      "InvalidParameterException",
      400,
      /^1 validation error detected: Value '2' at 'retentionInDays' failed to satisfy constraint/,
    );
    await refused(
      cloud.logs.send(new CreateLogGroupCommand({ logGroupName: "a b" })),
      "InvalidParameterException",
      400,
      /logGroupName/,
    );
  });

  it("lists groups by prefix or pattern, page by page, each region its own", async () => {
    for (const name of ["b", "a", "c"]) await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: name }));
    const pages: (string | undefined)[][] = [];
    for await (const page of paginateDescribeLogGroups({ client: cloud.logs, pageSize: 3 }, {})) {
      pages.push(page.logGroups!.map((group) => group.logGroupName));
    }
    assert.deepEqual(pages, [[logGroupName, "a", "b"], ["c"]]);
    const prefixed = await cloud.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws" }));
    assert.deepEqual(
      prefixed.logGroups?.map((group) => group.logGroupName),
      [logGroupName],
    );
    const alike = await cloud.logs.send(new DescribeLogGroupsCommand({ logGroupNamePattern: "LAMBDA" }));
    assert.equal(alike.logGroups?.length, 1);
  });

  describe("events", () => {
    const at = (seconds: number) => start.getTime() + seconds * 1000;

    beforeEach(async () => {
      for (const logStreamName of ["one", "two"]) {
        await cloud.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
      }
      await cloud.logs.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName: "one",
          logEvents: [
            { timestamp: at(3), message: "third error" },
            { timestamp: at(1), message: "first" },
          ],
        }),
      );
      const logEvents = [{ timestamp: at(2), message: 'second error {"a":1}' }];
      await cloud.logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: "two", logEvents }));
    });

    const filter = async (input: object) => {
      const { events } = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName, ...input }));
      return events!.map((event) => event.message);
    };

    it("gives a stream's events in order, from either end", async () => {
      const id = { logGroupName, logStreamName: "one" };
      const all = await cloud.logs.send(new GetLogEventsCommand(id));
      assert.deepEqual(all.events, [
        { timestamp: at(1), ingestionTime: start.getTime(), message: "first" },
        { timestamp: at(3), ingestionTime: start.getTime(), message: "third error" },
      ]);
      const messages = async (input: object) => {
        const page = await cloud.logs.send(new GetLogEventsCommand({ ...id, limit: 1, ...input }));
        return { page, texts: page.events!.map((event) => event.message) };
      };
      const first = await messages({ startFromHead: true });
      assert.deepEqual(first.texts, ["first"]);
      const next = await messages({ nextToken: first.page.nextForwardToken });
      assert.deepEqual(next.texts, ["third error"]);
      assert.deepEqual((await messages({ nextToken: next.page.nextForwardToken })).texts, []);
      const last = await messages({});
      assert.deepEqual(last.texts, ["third error"]);
      assert.deepEqual((await messages({ nextToken: last.page.nextBackwardToken })).texts, ["first"]);
    });

    it("filters a group's events by stream, time and terms", async () => {
      assert.deepEqual(await filter({}), ["first", 'second error {"a":1}', "third error"]);
      assert.deepEqual(await filter({ logStreamNames: ["one"] }), ["first", "third error"]);
      assert.deepEqual(await filter({ startTime: at(2), endTime: at(3) }), ['second error {"a":1}']);
      assert.deepEqual(await filter({ filterPattern: "error second" }), ['second error {"a":1}']);
      assert.deepEqual(await filter({ filterPattern: '"third error"' }), ["third error"]);
      assert.deepEqual(await filter({ filterPattern: "{ $.a = 1 }" }), []);
      await refused(
        filter({ filterPattern: "[first, second]" }),
        "InvalidParameterException",
        400,
        /does not support log filter patterns/,
      );
      let events = 0;
      for await (const page of paginateFilterLogEvents({ client: cloud.logs, pageSize: 2 }, { logGroupName })) {
        events += page.events!.length;
      }
      assert.equal(events, 3);
    });

    it("describes and deletes streams", async () => {
      const { logStreams } = await cloud.logs.send(
        new DescribeLogStreamsCommand({ logGroupName, orderBy: "LastEventTime", descending: true }),
      );
      assert.deepEqual(
        logStreams!.map((stream) => [stream.logStreamName, stream.firstEventTimestamp, stream.lastEventTimestamp]),
        [
          ["one", at(1), at(3)],
          ["two", at(2), at(2)],
        ],
      );
      await cloud.logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: "one" }));
      assert.deepEqual(await filter({}), ['second error {"a":1}']);
      await refused(
        cloud.logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: "one" })),
        "ResourceNotFoundException",
        400,
        "The specified log stream does not exist.",
      );
    });
  });
});

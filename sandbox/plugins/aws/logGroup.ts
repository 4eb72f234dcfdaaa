import type { CloudWatchLogs, LogGroup } from "@aws-sdk/client-cloudwatch-logs";
import { boolean, integer, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import {
  allTags,
  changeOfTags,
  planRegionAndTags,
  regionInput,
  tagsAllOutput,
  tagsInput,
  viewTags,
} from "./regional.ts";
import { prefixOf, uniqueName } from "./uniqueName.ts";

/** The days that CloudWatch Logs can keep events; 0 stands for ever. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** `aws:cloudwatch/logGroup:LogGroup` (hashicorp/terraform-provider-aws, aws_cloudwatch_log_group). */
export const logGroup = defineResource<AwsClient>()({
  type: "aws:cloudwatch/logGroup:LogGroup",
  inputs: {
    ...regionInput,
    ...tagsInput,
    logGroupClass: string({ computed: true, forceNew: true, oneOf: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"] }),
    name: string({ computed: true, forceNew: true, autoname: { maxLength: 512 }, conflictsWith: "namePrefix" }),
    namePrefix: string({ computed: true, forceNew: true }),
    retentionInDays: integer({ default: 0, oneOf: retentions }),
    skipDestroy: boolean({ default: false, unreturned: true }),
  },
  outputs: { ...tagsAllOutput, arn: {}, deletionProtectionEnabled: {} },
  unsupported: ["deletionProtectionEnabled", "kmsKeyId"],
  plan: planRegionAndTags,

  async create(aws, inputs) {
    const logs = await aws.logs(inputs.region);
    const name = inputs.namePrefix === undefined ? inputs.name : uniqueName(inputs.namePrefix);
    await logs.createLogGroup({
      logGroupClass: inputs.logGroupClass as "STANDARD" | undefined,
      logGroupName: name,
      tags: allTags(inputs, aws),
    });
    return { id: name, complete: () => setRetention(logs, name, inputs.retentionInDays) };
  },

  async read(aws, id, known) {
    const logs = await aws.logs(known.region);
    const group = await find(logs, id);
    if (group === undefined) return undefined;
    const arn = group.arn?.replace(/:\*$/, "");
    const { tags } = await logs.listTagsForResource({ resourceArn: arn });
    return {
      ...viewTags(tags, aws, known.tags),
      arn,
      deletionProtectionEnabled: group.deletionProtectionEnabled ?? false,
      logGroupClass: group.logGroupClass,
      name: group.logGroupName,
      namePrefix: prefixOf(group.logGroupName ?? ""),
      region: known.region ?? aws.region,
      retentionInDays: group.retentionInDays ?? 0,
    };
  },

  async update(aws, id, { inputs, old, has }) {
    const logs = await aws.logs(inputs.region);
    if (has("retentionInDays")) {
      if (inputs.retentionInDays === 0) await logs.deleteRetentionPolicy({ logGroupName: id });
      else await setRetention(logs, id, inputs.retentionInDays);
    }
    const { set, remove } = changeOfTags(old, inputs, aws);
    const resourceArn = old["arn"] as string;
    if (remove.length > 0) await logs.untagResource({ resourceArn, tagKeys: remove });
    if (Object.keys(set).length > 0) await logs.tagResource({ resourceArn, tags: set });
    return undefined;
  },

  async delete(aws, id, { region, skipDestroy }) {
    if (skipDestroy) return;
    const logs = await aws.logs(region);
    await unlessMissing(logs.deleteLogGroup({ logGroupName: id }), "ResourceNotFoundException");
  },
});

async function setRetention(logs: CloudWatchLogs, name: string, days: number): Promise<void> {
  if (days > 0) await logs.putRetentionPolicy({ logGroupName: name, retentionInDays: days });
}

/** There is no call for one group by its name: the listing by prefix holds it, on its first page or a later one. */
async function find(logs: CloudWatchLogs, name: string): Promise<LogGroup | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await logs.describeLogGroups({ logGroupNamePrefix: name, ...(nextToken && { nextToken }) });
    const found = page.logGroups?.find(({ logGroupName }) => logGroupName === name);
    if (found) return found;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

import type { QueryDefinition } from "@aws-sdk/client-cloudwatch-logs";
import { list, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { planRegion, regionInput } from "./regional.ts";

/**
 * `aws:cloudwatch/queryDefinition:QueryDefinition` (hashicorp/terraform-provider-aws, aws_cloudwatch_query_definition). An
 * import says the query's ARN, which ends in the id.
 */
export const queryDefinition = defineResource<AwsClient>()({
  type: "aws:cloudwatch/queryDefinition:QueryDefinition",
  inputs: {
    ...regionInput,
    logGroupNames: list(string()),
    name: string({ autoname: { maxLength: 255 } }),
    queryString: string({ required: true }),
  },
  outputs: { queryDefinitionId: {} },
  importedAs(arn) {
    const [, id] = /^arn:aws[\w-]*:logs:[^:]+:\d+:query-definition:([^:]+)$/.exec(arn) ?? [];
    if (id === undefined) throw new Error(`id "${arn}": expected arn:aws:logs:region:account:query-definition:id`);
    return { id, parents: {} };
  },
  plan: planRegion,

  async create(aws, { logGroupNames = [], name, queryString, region }) {
    const logs = await aws.logs(region);
    const made = await logs.putQueryDefinition({ name, queryString, logGroupNames: [...logGroupNames] });
    return { id: made.queryDefinitionId ?? "" };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const found = await find(await aws.logs(region), id);
    const { logGroupNames = [] } = found ?? {};
    return (
      found && {
        logGroupNames: logGroupNames.length === 0 ? undefined : logGroupNames,
        name: found.name,
        queryDefinitionId: id,
        queryString: found.queryString,
        region,
      }
    );
  },

  async update(aws, id, { inputs: { logGroupNames = [], name, queryString, region } }) {
    const logs = await aws.logs(region);
    await logs.putQueryDefinition({
      queryDefinitionId: id,
      name,
      queryString,
      logGroupNames: [...logGroupNames],
    });
    return undefined;
  },

  async delete(aws, id, { region }) {
    const logs = await aws.logs(region);
    await unlessMissing(logs.deleteQueryDefinition({ queryDefinitionId: id }), "ResourceNotFoundException");
  },
});

async function find(logs: Awaited<ReturnType<AwsClient["logs"]>>, id: string): Promise<QueryDefinition | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await logs.describeQueryDefinitions({ ...(nextToken && { nextToken }) });
    const found = page.queryDefinitions?.find(({ queryDefinitionId }) => queryDefinitionId === id);
    if (found) return found;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

import { string } from "../../../providers/lib/Property.ts";
import { defineFunction } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { domainOf } from "./regional.ts";

/** `aws:index/getCallerIdentity:getCallerIdentity`: who the provider's credentials belong to. */
export const getCallerIdentity = defineFunction<AwsClient>()({
  token: "aws:index/getCallerIdentity:getCallerIdentity",
  inputs: { id: string() },
  async call(aws) {
    const { account, arn, userId } = await aws.caller();
    return { accountId: account, arn, id: account, userId };
  },
});

/** `aws:index/getRegion:getRegion`: the provider's region, or the named one; its description in words is left out. */
export const getRegion = defineFunction<AwsClient>()({
  token: "aws:index/getRegion:getRegion",
  inputs: { endpoint: string(), id: string(), name: string(), region: string() },
  async call(aws, { endpoint, id, name, region }) {
    const host = /^ec2\.([^.]+)\./.exec(endpoint ?? "")?.[1];
    const found = region ?? name ?? id ?? host ?? aws.region;
    return { endpoint: `ec2.${found}.${domainOf(found)}`, id: found, name: found, region: found };
  },
});

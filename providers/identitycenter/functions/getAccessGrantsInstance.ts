import { unlessNotFound } from "../../lib/aws/awsErrors.ts";
import { string } from "../../lib/Property.ts";
import { defineFunction } from "../../lib/ResourceDefinition.ts";
import type { IdentityCenterClient } from "../client/IdentityCenterClient.ts";
import { IdentityCenterConflict } from "../client/IdentityCenterConflict.ts";
import { text } from "./text.ts";

/** `identitycenter:index/getAccessGrantsInstance:getAccessGrantsInstance`: the account's S3 Access Grants instance. */
export const getAccessGrantsInstance = defineFunction<IdentityCenterClient>()({
  token: "identitycenter:index/getAccessGrantsInstance:getAccessGrantsInstance",
  description: "The account's S3 Access Grants instance in a region, which has at most one; fails where there is none.",
  inputs: { region: string({ description: "The provider's unless given." }) },
  outputs: {
    accountId: text,
    accessGrantsInstanceArn: text,
    accessGrantsInstanceId: text,
    identityCenterInstanceArn: text,
    identityCenterApplicationArn: text,
  },

  async call(client, { region = client.region }) {
    const accountId = await client.accountId(region);
    const s3 = await client.s3Control(region);
    const found = await unlessNotFound(s3.getAccessGrantsInstance({ AccountId: accountId }));
    if (found === undefined) {
      throw new IdentityCenterConflict(`account ${accountId} has no S3 Access Grants instance in ${region}`);
    }
    return {
      accountId,
      accessGrantsInstanceArn: found.AccessGrantsInstanceArn,
      accessGrantsInstanceId: found.AccessGrantsInstanceId,
      identityCenterInstanceArn: found.IdentityCenterInstanceArn,
      identityCenterApplicationArn: found.IdentityCenterApplicationArn,
    };
  },
});

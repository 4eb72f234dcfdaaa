import { z } from "zod";
import type { AwsCall } from "../AwsService.ts";
import { identityStoreArnOf, instanceArnOf } from "./arns.ts";
import { page, requireInstance } from "./lookup.ts";
import { ofInstance, paging, read } from "./members.ts";
import type { IdentityCenter } from "./state.ts";

/** An account sees the instance of the region that it asks, and no other. */
export function listInstances(call: AwsCall, input: unknown): object {
  const asked = read(input, z.strictObject(paging));
  const { identityCenter } = call.account.region(call.region);
  return page("Instances", identityCenter ? [identityCenter] : [], asked, (instance) => instanceJson(call, instance));
}

export function describeInstance(call: AwsCall, input: unknown): object {
  return instanceJson(call, requireInstance(call, read(input, ofInstance).InstanceArn));
}

function instanceJson({ account, region }: AwsCall, instance: IdentityCenter): object {
  return {
    InstanceArn: instanceArnOf(instance),
    IdentityStoreId: instance.store.id,
    IdentityStoreArn: identityStoreArnOf(account, instance),
    OwnerAccountId: account.id,
    CreatedDate: instance.created,
    Status: "ACTIVE",
    PrimaryRegion: region,
  };
}

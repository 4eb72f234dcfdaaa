import type { InstanceMetadata } from "@aws-sdk/client-sso-admin";
import { object, string } from "../../../providers/lib/Property.ts";
import { defineFunction } from "../../../providers/lib/ResourceDefinition.ts";
import type { View } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { camelFields, viewUser } from "./identityStoreUser.ts";
import { regionInput } from "./regional.ts";

const alternateIdentifier = object({
  externalId: object({ id: string({ required: true }), issuer: string({ required: true }) }),
  uniqueAttribute: object({ attributePath: string({ required: true }), attributeValue: string({ required: true }) }),
});

interface AlternateIdentifier {
  readonly externalId?: { readonly id: string; readonly issuer: string };
  readonly uniqueAttribute?: { readonly attributePath: string; readonly attributeValue: string };
}

/** `aws:ssoadmin/getInstances:getInstances`: the Identity Center instances that the region has. */
export const getInstances = defineFunction<AwsClient>()({
  token: "aws:ssoadmin/getInstances:getInstances",
  inputs: regionInput,
  async call(aws, { region = aws.region }) {
    const { paginateListInstances } = await import("@aws-sdk/client-sso-admin");
    const found: InstanceMetadata[] = [];
    for await (const { Instances = [] } of paginateListInstances({ client: await aws.ssoAdmin(region) }, {})) {
      found.push(...Instances);
    }
    return {
      arns: found.map(({ InstanceArn }) => InstanceArn),
      id: region,
      identityStoreIds: found.map(({ IdentityStoreId }) => IdentityStoreId),
      region,
    };
  },
});

/** `aws:identitystore/getUser:getUser`: a user by its id, or by another attribute that is one user's; fails without one. */
export const getUser = defineFunction<AwsClient>()({
  token: "aws:identitystore/getUser:getUser",
  inputs: { ...regionInput, alternateIdentifier, identityStoreId: string({ required: true }), userId: string() },
  async call(aws, { region = aws.region, alternateIdentifier, identityStoreId, userId }) {
    const store = await aws.identityStore(region);
    const found =
      alternateIdentifier &&
      (await store.getUserId({
        AlternateIdentifier: identifierOf(alternateIdentifier),
        IdentityStoreId: identityStoreId,
      }));
    const id = idOf("userId", userId, found?.UserId);
    const user = await store.describeUser({ IdentityStoreId: identityStoreId, UserId: id });
    const { emails, name, phoneNumbers, ...view } = viewUser(user);
    return {
      ...view,
      addresses: [],
      alternateIdentifier,
      emails: several(emails),
      id,
      names: several(name),
      phoneNumbers: several(phoneNumbers),
      region,
    };
  },
});

/** `aws:identitystore/getGroup:getGroup`: a group by its id, or by another attribute that is one group's; fails without one. */
export const getGroup = defineFunction<AwsClient>()({
  token: "aws:identitystore/getGroup:getGroup",
  inputs: { ...regionInput, alternateIdentifier, groupId: string(), identityStoreId: string({ required: true }) },
  async call(aws, { region = aws.region, alternateIdentifier, groupId, identityStoreId }) {
    const store = await aws.identityStore(region);
    const found =
      alternateIdentifier &&
      (await store.getGroupId({
        AlternateIdentifier: identifierOf(alternateIdentifier),
        IdentityStoreId: identityStoreId,
      }));
    const id = idOf("groupId", groupId, found?.GroupId);
    const group = await store.describeGroup({ IdentityStoreId: identityStoreId, GroupId: id });
    return {
      alternateIdentifier,
      description: group.Description ?? "",
      displayName: group.DisplayName,
      externalIds: (group.ExternalIds ?? []).map(camelFields),
      groupId: id,
      id,
      identityStoreId,
      region,
    };
  },
});

/** @throws Error where neither, both, or two that differ are given */
function idOf(what: string, given: string | undefined, found: string | undefined): string {
  if (given !== undefined && found !== undefined && given !== found) {
    throw new Error(`${what} and alternateIdentifier are of two: ${given} and ${found}`);
  }
  const id = given ?? found;
  if (id === undefined) throw new Error(`either ${what} or alternateIdentifier is needed`);
  return id;
}

function identifierOf({ externalId, uniqueAttribute }: AlternateIdentifier) {
  if (uniqueAttribute !== undefined && externalId === undefined) {
    const { attributePath, attributeValue } = uniqueAttribute;
    return { UniqueAttribute: { AttributePath: attributePath, AttributeValue: attributeValue } };
  }
  if (externalId !== undefined && uniqueAttribute === undefined) {
    return { ExternalId: { Id: externalId.id, Issuer: externalId.issuer } };
  }
  throw new Error("alternateIdentifier: either externalId or uniqueAttribute is needed");
}

function several(one: unknown): readonly View[] {
  return one === undefined ? [] : [one as View];
}

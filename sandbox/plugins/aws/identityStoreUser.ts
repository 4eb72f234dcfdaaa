import type { AttributeOperation, DescribeUserCommandOutput } from "@aws-sdk/client-identitystore";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import { boolean, object, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { View } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { planRegion, regionInput } from "./regional.ts";

const name = object(
  {
    familyName: string({ required: true }),
    formatted: string(),
    givenName: string({ required: true }),
    honorificPrefix: string(),
    honorificSuffix: string(),
    middleName: string(),
  },
  { required: true },
);
const typed = object({ primary: boolean({ default: false }), type: string(), value: string() });

/** Inputs that are one text, each with what the API calls it. */
const texts = {
  displayName: "DisplayName",
  locale: "Locale",
  nickname: "NickName",
  preferredLanguage: "PreferredLanguage",
  profileUrl: "ProfileUrl",
  timezone: "Timezone",
  title: "Title",
  userType: "UserType",
} as const;
const textNames = Object.keys(texts) as (keyof typeof texts)[];
const missing = "ResourceNotFoundException";

/** `aws:identitystore/user:User` (hashicorp/terraform-provider-aws, aws_identitystore_user). */
export const identityStoreUser = defineResource<AwsClient>()({
  type: "aws:identitystore/user:User",
  inputs: {
    ...regionInput,
    displayName: string({ required: true }),
    emails: typed,
    identityStoreId: string({ required: true, forceNew: true }),
    locale: string(),
    name,
    nickname: string(),
    phoneNumbers: typed,
    preferredLanguage: string(),
    profileUrl: string(),
    timezone: string(),
    title: string(),
    userName: string({ required: true, forceNew: true }),
    userType: string(),
  },
  outputs: { externalIds: {}, userId: {}, userStatus: {} },
  unsupported: ["addresses"],
  plan: planRegion,

  async create(aws, inputs) {
    const store = await aws.identityStore(inputs.region);
    const { UserId: userId = "" } = await store.createUser({
      ...Object.fromEntries(textNames.map((text) => [texts[text], inputs[text]])),
      Emails: inputs.emails && [pascal(inputs.emails)],
      IdentityStoreId: inputs.identityStoreId,
      Name: pascal(inputs.name),
      PhoneNumbers: inputs.phoneNumbers && [pascal(inputs.phoneNumbers)],
      UserName: inputs.userName,
    });
    return { id: `${inputs.identityStoreId}/${userId}` };
  },

  async read(aws, id, known) {
    const [IdentityStoreId, UserId] = splitId(id, "/", "identityStoreId", "userId");
    const region = known.region ?? aws.region;
    const store = await aws.identityStore(region);
    const found = await unlessMissing(store.describeUser({ IdentityStoreId, UserId }), missing);
    return found && { ...viewUser(found), region };
  },

  async update(aws, id, { inputs, has }) {
    const [IdentityStoreId, UserId] = splitId(id, "/", "identityStoreId", "userId");
    const Operations: AttributeOperation[] = textNames
      .filter((text) => has(text))
      .map((text) => ({ AttributePath: camel(texts[text]), AttributeValue: inputs[text] ?? null }));
    if (has("name")) Operations.push({ AttributePath: "name", AttributeValue: inputs.name });
    for (const several of ["emails", "phoneNumbers"] as const) {
      const value = inputs[several];
      if (has(several)) Operations.push({ AttributePath: several, AttributeValue: value ? [value] : null });
    }
    const store = await aws.identityStore(inputs.region);
    await store.updateUser({ IdentityStoreId, UserId, Operations });
    return undefined;
  },

  async delete(aws, id, { region }) {
    const [IdentityStoreId, UserId] = splitId(id, "/", "identityStoreId", "userId");
    const store = await aws.identityStore(region);
    await unlessMissing(store.deleteUser({ IdentityStoreId, UserId }), missing);
  },
});

/** A user as the published provider names what AWS tells of it. */
export function viewUser(user: DescribeUserCommandOutput): View {
  const [email] = user.Emails ?? [];
  const [phoneNumber] = user.PhoneNumbers ?? [];
  return {
    ...Object.fromEntries(textNames.map((text) => [text, user[texts[text]]])),
    emails: email && camelFields(email),
    externalIds: (user.ExternalIds ?? []).map(camelFields),
    identityStoreId: user.IdentityStoreId,
    name: user.Name && camelFields(user.Name),
    phoneNumbers: phoneNumber && camelFields(phoneNumber),
    userId: user.UserId,
    userName: user.UserName,
    userStatus: user.UserStatus ?? "",
  };
}

/** The fields as the identity store's API names them. */
function pascal(fields: View): object {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [upper(field), value]));
}

/** The fields as the published provider names them. */
export function camelFields(fields: object): View {
  return Object.fromEntries(Object.entries(fields).map(([field, value]: [string, unknown]) => [camel(field), value]));
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function camel(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

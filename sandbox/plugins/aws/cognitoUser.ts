import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { boolean, map, set, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { dateText } from "./cognitoUserPoolBody.ts";
import { planRegion, regionInput } from "./regional.ts";

/** `aws:cognito/user:User` (hashicorp/terraform-provider-aws, aws_cognito_user). */
export const cognitoUser = defineResource<AwsClient>()({
  type: "aws:cognito/user:User",
  inputs: {
    ...regionInput,
    attributes: map(string()),
    clientMetadata: map(string(), { creationOnly: true, unreturned: true }),
    desiredDeliveryMediums: set(string(), { creationOnly: true, unreturned: true }),
    enabled: boolean({ default: true }),
    forceAliasCreation: boolean({ creationOnly: true, unreturned: true }),
    messageAction: string({ creationOnly: true, unreturned: true, oneOf: ["RESEND", "SUPPRESS"] }),
    password: string({ secret: true, unreturned: true, conflictsWith: "temporaryPassword" }),
    temporaryPassword: string({ secret: true, unreturned: true }),
    userPoolId: string({ required: true, forceNew: true }),
    username: string({ required: true, forceNew: true }),
    validationData: map(string(), { creationOnly: true, unreturned: true }),
  },
  outputs: {
    creationDate: {},
    lastModifiedDate: {},
    mfaSettingLists: {},
    preferredMfaSetting: {},
    status: {},
    sub: {},
  },
  plan: planRegion,
  updates: () => ["lastModifiedDate", "status"],

  async create(aws, inputs) {
    const idp = await aws.userPools(inputs.region);
    const named = { UserPoolId: inputs.userPoolId, Username: inputs.username };
    await idp.adminCreateUser({
      ...named,
      ClientMetadata: inputs.clientMetadata,
      DesiredDeliveryMediums: inputs.desiredDeliveryMediums && ([...inputs.desiredDeliveryMediums] as "EMAIL"[]),
      ForceAliasCreation: inputs.forceAliasCreation,
      MessageAction: inputs.messageAction as "SUPPRESS" | undefined,
      TemporaryPassword: inputs.temporaryPassword,
      UserAttributes: attributeList(inputs.attributes),
      ValidationData: attributeList(inputs.validationData),
    });
    const complete = async (): Promise<void> => {
      if (!inputs.enabled) await idp.adminDisableUser(named);
      await setPassword(idp, named, inputs.password, true);
    };
    return { id: `${inputs.userPoolId}/${inputs.username}`, complete };
  },

  async read(aws, id, known) {
    const [UserPoolId, Username] = splitId(id, "/", "userPoolId", "username");
    const region = known.region ?? aws.region;
    const idp = await aws.userPools(region);
    const asked = idp.adminGetUser({ UserPoolId, Username });
    const user = await unlessMissing(asked, "UserNotFoundException", "ResourceNotFoundException");
    if (user === undefined) return undefined;
    const found = Object.fromEntries((user.UserAttributes ?? []).map(({ Name, Value }) => [Name ?? "", Value ?? ""]));
    const { sub, ...attributes } = found;
    return {
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [bareName(name), value])),
      creationDate: dateText(user.UserCreateDate),
      enabled: user.Enabled ?? false,
      lastModifiedDate: dateText(user.UserLastModifiedDate),
      mfaSettingLists: user.UserMFASettingList ?? [],
      preferredMfaSetting: user.PreferredMfaSetting ?? "",
      region,
      status: user.UserStatus,
      sub,
      userPoolId: UserPoolId,
      username: Username,
    };
  },

  async update(aws, id, { inputs, old, has }) {
    const [UserPoolId, Username] = splitId(id, "/", "userPoolId", "username");
    const idp = await aws.userPools(inputs.region);
    const named = { UserPoolId, Username };
    if (has("attributes")) await setAttributes(idp, named, old.attributes ?? {}, inputs.attributes ?? {});
    if (has("enabled")) await (inputs.enabled ? idp.adminEnableUser(named) : idp.adminDisableUser(named));
    if (has("temporaryPassword")) await setPassword(idp, named, inputs.temporaryPassword, false);
    if (has("password")) await setPassword(idp, named, inputs.password, true);
    return undefined;
  },

  async delete(aws, id, { region }) {
    const [UserPoolId, Username] = splitId(id, "/", "userPoolId", "username");
    const idp = await aws.userPools(region);
    const gone = idp.adminDeleteUser({ UserPoolId, Username });
    await unlessMissing(gone, "UserNotFoundException", "ResourceNotFoundException");
  },
});

interface Named {
  readonly UserPoolId: string;
  readonly Username: string;
}

async function setPassword(
  idp: CognitoIdentityProvider,
  named: Named,
  password: string | undefined,
  isPermanent: boolean,
): Promise<void> {
  if (password) await idp.adminSetUserPassword({ ...named, Password: password, Permanent: isPermanent });
}

async function setAttributes(
  idp: CognitoIdentityProvider,
  named: Named,
  old: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): Promise<void> {
  const changed = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => old[name] !== value));
  const removed = Object.keys(old).filter((name) => !(name in wanted));
  if (Object.keys(changed).length > 0) {
    await idp.adminUpdateUserAttributes({ ...named, UserAttributes: attributeList(changed) });
  }
  if (removed.length > 0) {
    await idp.adminDeleteUserAttributes({ ...named, UserAttributeNames: removed.map(fullName) });
  }
}

const standard = new Set(
  (
    "address birthdate email email_verified gender given_name family_name locale middle_name name nickname phone_number " +
    "phone_number_verified picture preferred_username profile sub updated_at website zoneinfo"
  ).split(" "),
);

function fullName(name: string): string {
  return standard.has(name) || name.startsWith("custom:") ? name : `custom:${name}`;
}

function bareName(name: string): string {
  return name.replace(/^custom:/, "");
}

function attributeList(attributes: Readonly<Record<string, string>> | undefined) {
  return attributes && Object.entries(attributes).map(([name, Value]) => ({ Name: fullName(name), Value }));
}

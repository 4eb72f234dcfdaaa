import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { schemaOf, settingsOf, type UserPoolValues, viewOf } from "./cognitoUserPoolBody.ts";
import { userPoolInputs } from "./cognitoUserPoolInputs.ts";
import { allTags, changeOfTags, domainOf, planRegionAndTags, tagsAllOutput, viewTags } from "./regional.ts";

const mfaInputs = ["mfaConfiguration", "softwareTokenMfaConfiguration"];
const ownCalls = new Set(["tags", "schemas", "region", ...mfaInputs]);

/** `aws:cognito/userPool:UserPool` (hashicorp/terraform-provider-aws, aws_cognito_user_pool). */
export const cognitoUserPool = defineResource<AwsClient>()({
  type: "aws:cognito/userPool:UserPool",
  inputs: userPoolInputs,
  outputs: {
    ...tagsAllOutput,
    arn: {},
    creationDate: {},
    customDomain: {},
    domain: {},
    endpoint: {},
    estimatedNumberOfUsers: {},
    lastModifiedDate: {},
  },
  unsupported: [
    "deviceConfiguration",
    "emailMfaConfiguration",
    "lambdaConfig",
    "smsConfiguration",
    "webAuthnConfiguration",
  ],
  plan: planRegionAndTags,
  updates: () => ["lastModifiedDate"],

  async create(aws, inputs) {
    const idp = await aws.userPools(inputs.region);
    const { usernameConfiguration } = inputs;
    const { UserPool } = await idp.createUserPool({
      ...settingsOf(inputs),
      AliasAttributes: inputs.aliasAttributes && ([...inputs.aliasAttributes] as "email"[]),
      PoolName: inputs.name,
      Schema: schemaOf(inputs.schemas),
      UsernameAttributes: inputs.usernameAttributes && ([...inputs.usernameAttributes] as "email"[]),
      UsernameConfiguration: usernameConfiguration && { CaseSensitive: usernameConfiguration.caseSensitive ?? false },
      UserPoolTags: allTags(inputs, aws),
    });
    const id = UserPool?.Id ?? "";
    if (inputs.mfaConfiguration === "OFF") return { id };
    return { id, complete: () => setMfa(idp, id, inputs) };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const idp = await aws.userPools(region);
    const found = await unlessMissing(idp.describeUserPool({ UserPoolId: id }), "ResourceNotFoundException");
    if (found?.UserPool === undefined) return undefined;
    const mfa = await idp.getUserPoolMfaConfig({ UserPoolId: id });
    return {
      ...viewTags(found.UserPool.UserPoolTags, aws, known.tags),
      ...viewOf(found.UserPool, known),
      endpoint: `cognito-idp.${region}.${domainOf(region)}/${id}`,
      mfaConfiguration: mfa.MfaConfiguration,
      region,
      softwareTokenMfaConfiguration: mfa.SoftwareTokenMfaConfiguration && {
        enabled: mfa.SoftwareTokenMfaConfiguration.Enabled ?? false,
      },
    };
  },

  /** An update resets what it does not name: what the program leaves to AWS is sent as it was. */
  async update(aws, id, { inputs, old, has }) {
    const idp = await aws.userPools(inputs.region);
    if (mfaInputs.some((name) => has(name as "mfaConfiguration"))) await setMfa(idp, id, inputs);
    const changed = Object.keys(userPoolInputs).some((name) => !ownCalls.has(name) && has(name as "name"));
    if (changed) {
      await idp.updateUserPool({
        ...settingsOf({ ...leftToAws(old), ...inputs }),
        MfaConfiguration: inputs.mfaConfiguration as "OFF",
        PoolName: inputs.name,
        UserPoolId: id,
      });
    }
    if (has("schemas")) await addAttributes(idp, id, old.schemas ?? [], inputs.schemas ?? []);
    const { set, remove } = changeOfTags(old, inputs, aws);
    const ResourceArn = old["arn"] as string;
    if (remove.length > 0) await idp.untagResource({ ResourceArn, TagKeys: remove });
    if (Object.keys(set).length > 0) await idp.tagResource({ ResourceArn, Tags: set });
    return undefined;
  },

  async delete(aws, id, { region }) {
    const idp = await aws.userPools(region);
    await unlessMissing(idp.deleteUserPool({ UserPoolId: id }), "ResourceNotFoundException");
  },
});

async function setMfa(idp: CognitoIdentityProvider, id: string, inputs: UserPoolValues): Promise<void> {
  const { softwareTokenMfaConfiguration: token } = inputs;
  await idp.setUserPoolMfaConfig({
    MfaConfiguration: inputs.mfaConfiguration as "OFF",
    SoftwareTokenMfaConfiguration: token && { Enabled: token.enabled },
    UserPoolId: id,
  });
}

/** Of a state, the inputs that AWS fills in; the messages are in it twice, and go once. */
function leftToAws(old: Partial<UserPoolValues>): Partial<UserPoolValues> {
  const computed = Object.entries(userPoolInputs).filter(([name, input]) => {
    const isMessage = /^(?:email|sms)Verification/.test(name) || name === "verificationMessageTemplate";
    return "computed" in input && !isMessage;
  });
  return Object.fromEntries(computed.map(([name]) => [name, old[name as keyof UserPoolValues]]));
}

async function addAttributes(
  idp: CognitoIdentityProvider,
  id: string,
  before: NonNullable<UserPoolValues["schemas"]>,
  after: NonNullable<UserPoolValues["schemas"]>,
): Promise<void> {
  const key = (schema: object): string => JSON.stringify(schemaOf([schema as (typeof after)[number]]));
  const known = new Set(before.map(key));
  const wanted = new Set(after.map(key));
  if (before.some((schema) => !wanted.has(key(schema)))) {
    throw new Error("schemas: attributes can be added, but not changed or removed");
  }
  const added = after.filter((schema) => !known.has(key(schema)));
  await idp.addCustomAttributes({ UserPoolId: id, CustomAttributes: schemaOf(added) });
}

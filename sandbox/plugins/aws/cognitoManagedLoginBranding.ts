import type { ManagedLoginBrandingType } from "@aws-sdk/client-cognito-identity-provider";
import { boolean, json, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { planRegion, regionInput } from "./regional.ts";

/**
 * `aws:cognito/managedLoginBranding:ManagedLoginBranding` (hashicorp/terraform-provider-aws,
 * aws_cognito_managed_login_branding). Its id is what an import names.
 */
export const cognitoManagedLoginBranding = defineResource<AwsClient>()({
  type: "aws:cognito/managedLoginBranding:ManagedLoginBranding",
  inputs: {
    ...regionInput,
    clientId: string({ required: true, forceNew: true }),
    settings: json({ conflictsWith: "useCognitoProvidedValues" }),
    useCognitoProvidedValues: boolean(),
    userPoolId: string({ required: true, forceNew: true }),
  },
  outputs: { managedLoginBrandingId: {}, settingsAll: {} },
  unsupported: ["assets"],
  check: ({ settings, useCognitoProvidedValues }) =>
    settings === undefined && useCognitoProvidedValues === undefined
      ? [{ path: "settings", reason: "one of settings and useCognitoProvidedValues is needed" }]
      : [],
  plan: planRegion,
  updates: () => ["settingsAll"],

  async create(aws, inputs) {
    const idp = await aws.userPools(inputs.region);
    const { ManagedLoginBranding } = await idp.createManagedLoginBranding({
      ClientId: inputs.clientId,
      UserPoolId: inputs.userPoolId,
      ...styleOf(inputs),
    });
    return { id: `${inputs.userPoolId},${ManagedLoginBranding?.ManagedLoginBrandingId ?? ""}` };
  },

  async read(aws, id, known) {
    const [UserPoolId, ManagedLoginBrandingId] = splitId(id, ",", "userPoolId", "managedLoginBrandingId");
    const region = known.region ?? aws.region;
    const idp = await aws.userPools(region);
    const describe = async (ReturnMergedResources: boolean): Promise<ManagedLoginBrandingType | undefined> => {
      const asked = idp.describeManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId, ReturnMergedResources });
      return (await unlessMissing(asked, "ResourceNotFoundException"))?.ManagedLoginBranding;
    };
    const own = await describe(false);
    if (own === undefined) return undefined;
    return {
      clientId: known.clientId ?? (await clientOf(aws, region, UserPoolId, ManagedLoginBrandingId)),
      managedLoginBrandingId: ManagedLoginBrandingId,
      region,
      settings: own.Settings === undefined ? undefined : JSON.stringify(own.Settings),
      settingsAll: JSON.stringify((await describe(true))?.Settings ?? {}),
      useCognitoProvidedValues: own.UseCognitoProvidedValues ?? false,
      userPoolId: UserPoolId,
    };
  },

  async update(aws, id, { inputs }) {
    const [UserPoolId, ManagedLoginBrandingId] = splitId(id, ",", "userPoolId", "managedLoginBrandingId");
    const idp = await aws.userPools(inputs.region);
    await idp.updateManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId, ...styleOf(inputs) });
    return undefined;
  },

  async delete(aws, id, { region }) {
    const [UserPoolId, ManagedLoginBrandingId] = splitId(id, ",", "userPoolId", "managedLoginBrandingId");
    const idp = await aws.userPools(region);
    const gone = idp.deleteManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId });
    await unlessMissing(gone, "ResourceNotFoundException");
  },
});

function styleOf({ settings, useCognitoProvidedValues }: { settings?: string; useCognitoProvidedValues?: boolean }) {
  if (settings === undefined) return { UseCognitoProvidedValues: useCognitoProvidedValues };
  return { UseCognitoProvidedValues: false, Settings: JSON.parse(settings) as Record<string, never> };
}

/** A style does not tell whose it is: each client has to be asked for its own. */
async function clientOf(aws: AwsClient, region: string, UserPoolId: string, id: string): Promise<string | undefined> {
  const idp = await aws.userPools(region);
  let NextToken: string | undefined;
  do {
    const page = await idp.listUserPoolClients({ UserPoolId, NextToken });
    for (const { ClientId } of page.UserPoolClients ?? []) {
      const asked = idp.describeManagedLoginBrandingByClient({ UserPoolId, ClientId });
      const found = (await unlessMissing(asked, "ResourceNotFoundException"))?.ManagedLoginBranding;
      if (found?.ManagedLoginBrandingId === id) return ClientId;
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
}

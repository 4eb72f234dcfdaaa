import { list, map, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { planRegion, regionInput } from "./regional.ts";

/** `aws:cognito/identityProvider:IdentityProvider` (hashicorp/terraform-provider-aws, aws_cognito_identity_provider). */
export const cognitoIdentityProvider = defineResource<AwsClient>()({
  type: "aws:cognito/identityProvider:IdentityProvider",
  inputs: {
    ...regionInput,
    attributeMapping: map(string(), { computed: true }),
    idpIdentifiers: list(string()),
    providerDetails: map(string(), { required: true }),
    providerName: string({ required: true, forceNew: true }),
    providerType: string({
      required: true,
      forceNew: true,
      oneOf: ["SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC"],
    }),
    userPoolId: string({ required: true, forceNew: true }),
  },
  outputs: {},
  plan: planRegion,

  async create(aws, inputs) {
    const idp = await aws.userPools(inputs.region);
    await idp.createIdentityProvider({
      AttributeMapping: inputs.attributeMapping,
      IdpIdentifiers: inputs.idpIdentifiers && [...inputs.idpIdentifiers],
      ProviderDetails: inputs.providerDetails,
      ProviderName: inputs.providerName,
      ProviderType: inputs.providerType as "OIDC",
      UserPoolId: inputs.userPoolId,
    });
    return { id: `${inputs.userPoolId}:${inputs.providerName}` };
  },

  async read(aws, id, known) {
    const [UserPoolId, ProviderName] = splitId(id, ":", "userPoolId", "providerName");
    const region = known.region ?? aws.region;
    const idp = await aws.userPools(region);
    const asked = idp.describeIdentityProvider({ UserPoolId, ProviderName });
    const provider = (await unlessMissing(asked, "ResourceNotFoundException"))?.IdentityProvider;
    return (
      provider && {
        attributeMapping: provider.AttributeMapping,
        idpIdentifiers: provider.IdpIdentifiers?.length ? provider.IdpIdentifiers : undefined,
        providerDetails: provider.ProviderDetails,
        providerName: ProviderName,
        providerType: provider.ProviderType,
        region,
        userPoolId: UserPoolId,
      }
    );
  },

  async update(aws, id, { inputs, has }) {
    const [UserPoolId, ProviderName] = splitId(id, ":", "userPoolId", "providerName");
    const idp = await aws.userPools(inputs.region);
    await idp.updateIdentityProvider({
      UserPoolId,
      ProviderName,
      ...(has("attributeMapping") && { AttributeMapping: inputs.attributeMapping }),
      ...(has("idpIdentifiers") && { IdpIdentifiers: [...(inputs.idpIdentifiers ?? [])] }),
      ...(has("providerDetails") && { ProviderDetails: inputs.providerDetails }),
    });
    return undefined;
  },

  async delete(aws, id, { region }) {
    const [UserPoolId, ProviderName] = splitId(id, ":", "userPoolId", "providerName");
    const idp = await aws.userPools(region);
    await unlessMissing(idp.deleteIdentityProvider({ UserPoolId, ProviderName }), "ResourceNotFoundException");
  },
});

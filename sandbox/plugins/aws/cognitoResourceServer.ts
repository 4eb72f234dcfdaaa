import { object, set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { planRegion, regionInput } from "./regional.ts";

const inputs = {
  ...regionInput,
  identifier: string({ required: true, forceNew: true }),
  name: string({ autoname: { maxLength: 256 } }),
  scopes: set(object({ scopeDescription: string({ required: true }), scopeName: string({ required: true }) })),
  userPoolId: string({ required: true, forceNew: true }),
};

/** `aws:cognito/resourceServer:ResourceServer` (hashicorp/terraform-provider-aws, aws_cognito_resource_server). */
export const cognitoResourceServer = defineResource<AwsClient>()({
  type: "aws:cognito/resourceServer:ResourceServer",
  inputs,
  outputs: { scopeIdentifiers: {} },
  plan: planRegion,
  updates: (has) => (has("scopes") ? ["scopeIdentifiers"] : []),

  async create(aws, inputs) {
    const idp = await aws.userPools(inputs.region);
    await idp.createResourceServer(requestOf(inputs));
    return { id: `${inputs.userPoolId}|${inputs.identifier}` };
  },

  async read(aws, id, known) {
    const [UserPoolId, Identifier] = splitId(id, "|", "userPoolId", "identifier");
    const region = known.region ?? aws.region;
    const idp = await aws.userPools(region);
    const found = await unlessMissing(
      idp.describeResourceServer({ UserPoolId, Identifier }),
      "ResourceNotFoundException",
    );
    const server = found?.ResourceServer;
    if (server === undefined) return undefined;
    const scopes = server.Scopes ?? [];
    return {
      identifier: Identifier,
      name: server.Name,
      region,
      scopeIdentifiers: scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`),
      scopes:
        scopes.length === 0
          ? undefined
          : scopes.map(({ ScopeName, ScopeDescription }) => ({
              scopeDescription: ScopeDescription,
              scopeName: ScopeName,
            })),
      userPoolId: UserPoolId,
    };
  },

  async update(aws, _id, { inputs }) {
    const idp = await aws.userPools(inputs.region);
    await idp.updateResourceServer(requestOf(inputs));
    return undefined;
  },

  async delete(aws, id, { region }) {
    const [UserPoolId, Identifier] = splitId(id, "|", "userPoolId", "identifier");
    const idp = await aws.userPools(region);
    await unlessMissing(idp.deleteResourceServer({ UserPoolId, Identifier }), "ResourceNotFoundException");
  },
});

function requestOf({ identifier, name, scopes = [], userPoolId }: ValuesOf<typeof inputs>) {
  return {
    Identifier: identifier,
    Name: name,
    Scopes: scopes.map(({ scopeName, scopeDescription }) => ({
      ScopeName: scopeName,
      ScopeDescription: scopeDescription,
    })),
    UserPoolId: userPoolId,
  };
}

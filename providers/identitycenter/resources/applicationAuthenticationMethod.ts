import { unlessMissing } from "../../lib/aws/awsErrors.ts";
import { json, string } from "../../lib/Property.ts";
import { defineResource } from "../../lib/ResourceDefinition.ts";
import type { IdentityCenterClient } from "../client/IdentityCenterClient.ts";
import { actorPolicy, roleOf } from "./actorPolicy.ts";
import { checkApplicationArn, missing, partInputs, planRegion, taken } from "./fields.ts";

const AuthenticationMethodType = "IAM";
const role = /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/**
 * `identitycenter:index/applicationAuthenticationMethod:ApplicationAuthenticationMethod`: an application's authentication
 * method of type IAM (sso-admin, PutApplicationAuthenticationMethod). An application has one of a type, and AWS overwrites
 * it without a word, so one that is there is only replaced where the program says so.
 */
export const applicationAuthenticationMethod = defineResource<IdentityCenterClient>()({
  type: "identitycenter:index/applicationAuthenticationMethod:ApplicationAuthenticationMethod",
  description:
    "An application's authentication method of type IAM: the role that may exchange tokens at it. Imported by the application's ARN.",
  inputs: {
    ...partInputs,
    roleArn: string({ required: true, description: "The one role that may call sso-oauth:CreateTokenWithIAM." }),
  },
  outputs: {
    actorPolicy: { type: { kind: "string" }, comparedAs: json().type, description: "The policy at AWS, as JSON." },
  },
  plan: (inputs, client) => ({
    ...planRegion(inputs, client),
    ...(inputs.roleArn !== undefined && { actorPolicy: JSON.stringify(actorPolicy(inputs.roleArn)) }),
  }),
  updates: (has) => (has("roleArn") ? ["actorPolicy"] : []),
  check: ({ applicationArn, roleArn }) => [
    ...checkApplicationArn(applicationArn),
    ...(roleArn === undefined || role.test(roleArn)
      ? []
      : [{ path: "roleArn", reason: "must be the ARN of one role: arn:aws:iam::ACCOUNT:role/NAME" }]),
  ],

  async create(client, { applicationArn, region, roleArn, adoptExisting }) {
    if (!adoptExisting) {
      const found = await find(client, applicationArn, region);
      if (found !== undefined) throw taken("an IAM authentication method", applicationArn, found);
    }
    await put(client, applicationArn, region, roleArn);
    return { id: applicationArn };
  },

  async read(client, id, known) {
    const region = known.region ?? client.region;
    const policy = await find(client, id, region);
    if (policy === undefined) return undefined;
    return { actorPolicy: policy, applicationArn: id, region, roleArn: roleOf(policy) };
  },

  async update(client, id, { inputs: { region, roleArn } }) {
    await put(client, id, region, roleArn);
    return undefined;
  },

  async delete(client, id, { region }) {
    const sso = await client.ssoAdmin(region);
    const gone = client.settled(() =>
      sso.deleteApplicationAuthenticationMethod({ ApplicationArn: id, AuthenticationMethodType }),
    );
    await unlessMissing(gone, missing);
  },
});

/** @returns the actor policy as JSON; undefined without such a method, or without the application */
async function find(
  client: IdentityCenterClient,
  ApplicationArn: string,
  region: string | undefined,
): Promise<string | undefined> {
  const sso = await client.ssoAdmin(region);
  const asked = sso.getApplicationAuthenticationMethod({ ApplicationArn, AuthenticationMethodType });
  const found = await unlessMissing(asked, missing);
  if (found === undefined) return undefined;
  const policy = found.AuthenticationMethod?.Iam?.ActorPolicy ?? null;
  return typeof policy === "string" ? policy : JSON.stringify(policy);
}

async function put(
  client: IdentityCenterClient,
  ApplicationArn: string,
  region: string | undefined,
  roleArn: string,
): Promise<void> {
  const sso = await client.ssoAdmin(region);
  const AuthenticationMethod = { Iam: { ActorPolicy: actorPolicy(roleArn) } };
  await client.settled(() =>
    sso.putApplicationAuthenticationMethod({ ApplicationArn, AuthenticationMethodType, AuthenticationMethod }),
  );
}

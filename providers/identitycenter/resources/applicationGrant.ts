import type { AuthorizedTokenIssuer } from "@aws-sdk/client-sso-admin";
import { unlessMissing } from "../../lib/aws/awsErrors.ts";
import { object, set, string } from "../../lib/Property.ts";
import type { ValuesOf } from "../../lib/Property.ts";
import { defineResource } from "../../lib/ResourceDefinition.ts";
import type { InputFault } from "../../lib/ResourceDefinition.ts";
import type { IdentityCenterClient } from "../client/IdentityCenterClient.ts";
import { checkApplicationArn, missing, partInputs, planRegion, taken } from "./fields.ts";

/** RFC 7523. */
const GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const issuerArn = /^arn:[\w-]+:sso::\d{12}:trustedTokenIssuer\/[^/\s]+\/tti-[^/\s]+$/;

const inputs = {
  ...partInputs,
  trustedTokenIssuers: set(
    object({
      trustedTokenIssuerArn: string({ required: true }),
      authorizedAudiences: set(string(), { required: true, description: "The `aud` of the tokens that are taken." }),
    }),
    { required: true, description: "Whose tokens the application may exchange." },
  ),
};

type Issuers = ValuesOf<typeof inputs>["trustedTokenIssuers"];

/**
 * `identitycenter:index/applicationGrant:ApplicationGrant`: an application's JWT bearer grant (sso-admin,
 * PutApplicationGrant). An application has one grant of a type, and AWS overwrites it without a word, so one that is there
 * is only replaced where the program says so.
 */
export const applicationGrant = defineResource<IdentityCenterClient>()({
  type: "identitycenter:index/applicationGrant:ApplicationGrant",
  description:
    "An application's JWT bearer grant: the trusted token issuers and audiences whose tokens it exchanges. Imported by the application's ARN.",
  inputs,
  outputs: {},
  plan: planRegion,
  check: ({ applicationArn, trustedTokenIssuers }) => [
    ...checkApplicationArn(applicationArn),
    ...checkIssuers(trustedTokenIssuers),
  ],

  async create(client, { applicationArn, region, trustedTokenIssuers, adoptExisting }) {
    if (!adoptExisting) {
      const found = await find(client, applicationArn, region);
      if (found !== undefined) throw taken("a JWT bearer grant", applicationArn, describe(found));
    }
    await put(client, applicationArn, region, trustedTokenIssuers);
    return { id: applicationArn };
  },

  async read(client, id, known) {
    const region = known.region ?? client.region;
    const issuers = await find(client, id, region);
    return (
      issuers && {
        applicationArn: id,
        region,
        trustedTokenIssuers: issuers.map(({ TrustedTokenIssuerArn, AuthorizedAudiences = [] }) => ({
          trustedTokenIssuerArn: TrustedTokenIssuerArn,
          authorizedAudiences: AuthorizedAudiences,
        })),
      }
    );
  },

  async update(client, id, { inputs: { region, trustedTokenIssuers } }) {
    await put(client, id, region, trustedTokenIssuers);
    return undefined;
  },

  async delete(client, id, { region }) {
    const sso = await client.ssoAdmin(region);
    const gone = client.settled(() => sso.deleteApplicationGrant({ ApplicationArn: id, GrantType }));
    await unlessMissing(gone, missing);
  },
});

/** @returns undefined without such a grant, or without the application */
async function find(
  client: IdentityCenterClient,
  ApplicationArn: string,
  region: string | undefined,
): Promise<readonly AuthorizedTokenIssuer[] | undefined> {
  const sso = await client.ssoAdmin(region);
  const found = await unlessMissing(sso.getApplicationGrant({ ApplicationArn, GrantType }), missing);
  return found && (found.Grant?.JwtBearer?.AuthorizedTokenIssuers ?? []);
}

async function put(
  client: IdentityCenterClient,
  ApplicationArn: string,
  region: string | undefined,
  issuers: Issuers,
): Promise<void> {
  const sso = await client.ssoAdmin(region);
  const AuthorizedTokenIssuers = issuers.map(({ trustedTokenIssuerArn, authorizedAudiences }) => ({
    TrustedTokenIssuerArn: trustedTokenIssuerArn,
    AuthorizedAudiences: [...authorizedAudiences],
  }));
  const Grant = { JwtBearer: { AuthorizedTokenIssuers } };
  await client.settled(() => sso.putApplicationGrant({ ApplicationArn, GrantType, Grant }));
}

function checkIssuers(issuers: Issuers | undefined): readonly InputFault[] {
  if (issuers === undefined) return [];
  if (issuers.length === 0) return [{ path: "trustedTokenIssuers", reason: "must have at least one" }];
  const arns = issuers.map(({ trustedTokenIssuerArn }) => trustedTokenIssuerArn);
  return issuers.flatMap(({ trustedTokenIssuerArn: arn, authorizedAudiences: audiences }, index) => {
    const path = `trustedTokenIssuers[${index}]`;
    const faults: InputFault[] = [];
    if (!issuerArn.test(arn)) {
      const reason =
        "must be the ARN of a trusted token issuer: arn:aws:sso::ACCOUNT:trustedTokenIssuer/INSTANCE/tti-…";
      faults.push({ path: `${path}.trustedTokenIssuerArn`, reason });
    } else if (arns.indexOf(arn) !== index) {
      faults.push({ path: `${path}.trustedTokenIssuerArn`, reason: "is named twice: give its audiences together" });
    }
    if (audiences.length === 0) faults.push({ path: `${path}.authorizedAudiences`, reason: "must have at least one" });
    if (audiences.includes("")) faults.push({ path: `${path}.authorizedAudiences`, reason: "must not be blank" });
    return faults;
  });
}

function describe(issuers: readonly AuthorizedTokenIssuer[]): string {
  const parts = issuers.map(
    ({ TrustedTokenIssuerArn = "", AuthorizedAudiences = [] }) =>
      `${TrustedTokenIssuerArn} for ${AuthorizedAudiences.join(", ")}`,
  );
  return parts.join("; ") || "of no issuer";
}

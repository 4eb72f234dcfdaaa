import { z } from "zod";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import { lookUp } from "../../remember.ts";
import type { AwsCall } from "../AwsService.ts";
import { page, requireApplication, requireTrustedTokenIssuer } from "./lookup.ts";
import { ofApplication, read, trustedTokenIssuerArn } from "./members.ts";
import { invalid, missing } from "./refusals.ts";
import type { GrantSettings } from "./state.ts";

export const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** The member of the union `Grant` that belongs to each grant type. */
const memberOf = {
  authorization_code: "AuthorizationCode",
  refresh_token: "RefreshToken",
  [jwtBearer]: "JwtBearer",
  "urn:ietf:params:oauth:grant-type:token-exchange": "TokenExchange",
} as const;

export type GrantType = keyof typeof memberOf;

export const grantTypes = Object.keys(memberOf) as readonly GrantType[];

const authorizedTokenIssuer = z.strictObject({
  TrustedTokenIssuerArn: trustedTokenIssuerArn,
  AuthorizedAudiences: z.array(z.string().min(1).max(512)).min(1).max(10),
});
const grant = z
  .strictObject({
    AuthorizationCode: z.strictObject({ RedirectUris: z.array(z.string().min(1)).min(1).max(10) }),
    JwtBearer: z.strictObject({ AuthorizedTokenIssuers: z.array(authorizedTokenIssuer).min(1).max(10) }),
    RefreshToken: z.strictObject({}),
    TokenExchange: z.strictObject({}),
  })
  .partial();
const ofGrant = ofApplication.extend({ GrantType: z.enum(grantTypes) });

/** Replaces the grant of that type. */
export function putApplicationGrant(call: AwsCall, input: unknown): undefined {
  const { ApplicationArn, GrantType, Grant } = read(input, ofGrant.extend({ Grant: grant }));
  const { application } = requireApplication(call, ApplicationArn);
  if (Object.keys(Grant).join() !== memberOf[GrantType]) {
    throw invalid(`A grant of the type ${GrantType} has the member ${memberOf[GrantType]}, and no other.`);
  }
  const issuers = Grant.JwtBearer?.AuthorizedTokenIssuers.map((one) => one.TrustedTokenIssuerArn) ?? [];
  if (new Set(issuers).size < issuers.length) throw invalid("A trusted token issuer is named twice.");
  for (const arn of issuers) requireTrustedTokenIssuer(call, arn);
  application.grants[GrantType] = Grant as GrantSettings;
}

export function getApplicationGrant(call: AwsCall, input: unknown): object {
  const { ApplicationArn, GrantType } = read(input, ofGrant);
  return { Grant: requireGrant(call, ApplicationArn, GrantType) };
}

export function deleteApplicationGrant(call: AwsCall, input: unknown): undefined {
  const { ApplicationArn, GrantType } = read(input, ofGrant);
  requireGrant(call, ApplicationArn, GrantType);
  const { application } = requireApplication(call, ApplicationArn);
  application.grants = withoutKeys(application.grants, [GrantType]);
}

export function listApplicationGrants(call: AwsCall, input: unknown): object {
  const { ApplicationArn, NextToken } = read(input, ofApplication.extend({ NextToken: z.string().optional() }));
  const grants = Object.entries(requireApplication(call, ApplicationArn).application.grants);
  return page("Grants", grants, { MaxResults: 10, NextToken }, ([GrantType, Grant]) => ({ GrantType, Grant }));
}

/** @throws AwsError ResourceNotFoundException */
function requireGrant(call: AwsCall, applicationArn: string, type: GrantType): GrantSettings {
  const found = lookUp(requireApplication(call, applicationArn).application.grants, type);
  if (!found) throw missing(`The application has no grant of the type ${type}.`);
  return found;
}

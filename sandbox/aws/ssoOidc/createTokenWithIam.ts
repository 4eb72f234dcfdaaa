import { randomBytes } from "node:crypto";
import { z } from "zod";
import { lookUp } from "../../remember.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { json } from "../../http/responses.ts";
import { isNamedFor } from "../iam/mayTakeRole.ts";
import { isActionAllowed, noteDemand } from "../iam/requireRight.ts";
import { unsupported } from "../protocol/AwsError.ts";
import { readInput } from "../protocol/readInput.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { applicationArnOf, instanceArnOf, trustedTokenIssuerArnOf } from "../ssoAdmin/arns.ts";
import { grantTypes, jwtBearer } from "../ssoAdmin/grants.ts";
import { findApplication, type FoundApplication } from "../ssoAdmin/lookup.ts";
import type { TrustedTokenIssuer } from "../ssoAdmin/state.ts";
import { issueContext } from "../sts/identityContexts.ts";
import { isExchanged, noteExchange } from "./exchanged.ts";
import { refuse } from "./errors.ts";
import { findPerson, isAssigned } from "./findPerson.ts";
import { mintIdToken } from "./mintIdToken.ts";
import { issuerOf, verifyAssertion } from "./verifyAssertion.ts";

/** Scopes of every token, besides those of the application (S3 user guide, in the same example). */
const commonScopes = ["sts:identity_context", "openid", "aws"];
const lifetime = 3600;
const action = "sso-oauth:CreateTokenWithIAM";

const text = z.string().min(1);
const request = z.strictObject({
  clientId: text,
  grantType: text,
  code: text.optional(),
  refreshToken: text.optional(),
  assertion: text.optional(),
  scope: z.array(text).optional(),
  redirectUri: text.optional(),
  subjectToken: text.optional(),
  subjectTokenType: text.optional(),
  requestedTokenType: text.optional(),
  codeVerifier: text.optional(),
});

/**
 * Exchanges a token of a trusted token issuer (IAM Identity Center OIDC API reference, CreateTokenWithIAM). An application
 * gets a refresh token only with the grant for it; the sandbox gives none.
 */
export async function createTokenWithIam(call: RestCall): Promise<SandboxResponse> {
  const { account } = call;
  const asked = readInput(call.body, request, "InvalidRequestException");
  const found = requireClient(call, asked.clientId);
  const { instance, application } = found;
  requireGrantType(found, asked.grantType);
  if (asked.assertion === undefined) throw refuse("InvalidRequestException", "The assertion is missing");
  const { issuer, audiences } = requireIssuer(call, found, asked.assertion);
  const claims = await verifyAssertion(call, asked.assertion, issuer, audiences);
  const user = findPerson(instance, issuer, claims);
  if (!isAssigned(instance, application, user)) throw refuse("AccessDeniedException", "");
  const scopes = grantScopes(found, asked.scope);
  const seconds = Math.floor(account.seconds());
  if (isExchanged(instance, issuer, claims.jti, seconds)) {
    throw refuse("InvalidGrantException", "The assertion was exchanged before");
  }
  noteExchange(instance, issuer, claims, seconds);
  const identity = {
    instanceArn: instanceArnOf(instance),
    applicationArn: applicationArnOf(account, instance, application),
    userId: user.id,
    scopes,
  };
  const identityContext = issueContext(account, identity, seconds + lifetime);
  return json(200, {
    accessToken: `aoal-${randomBytes(64).toString("base64url")}:${randomBytes(100).toString("base64url")}`,
    tokenType: "Bearer",
    expiresIn: lifetime,
    idToken: await mintIdToken(account, { instance, application, issuer, user, identityContext }, seconds, lifetime),
    issuedTokenType: "urn:ietf:params:oauth:token-type:access_token",
    scope: scopes,
    awsAdditionalDetails: { identityContext },
  });
}

/**
 * The application, if its own policy names who asks and the asker's own policies allow it too. An ARN names no region: one of another region is unknown here.
 * @throws AwsError InvalidClientException, AccessDeniedException, UnauthorizedClientException
 */
function requireClient(call: RestCall, clientId: string): FoundApplication {
  const found = findApplication(call, clientId);
  if (!found) throw refuse("InvalidClientException", "The client is not known in this Region");
  const { application } = found;
  const { actorPolicy } = application;
  const { caller } = call;
  const request = { action, resource: clientId };
  const isActor = caller !== undefined && actorPolicy !== undefined && isNamedFor(call, caller, actorPolicy, request);
  const isAllowed = isActionAllowed(call, request);
  noteDemand(call, "CreateTokenWithIAM", request, isAllowed);
  if (!isActor || !isAllowed) {
    const subject = caller?.arn ?? "";
    const what = `User: ${subject} is not authorized to perform: ${action} on resource: ${clientId}`;
    throw refuse("AccessDeniedException", what);
  }
  if (application.status !== "ENABLED") throw refuse("UnauthorizedClientException", "The application is disabled");
  return found;
}

/** @throws AwsError UnsupportedGrantTypeException, UnauthorizedClientException */
function requireGrantType({ application }: FoundApplication, grantType: string): void {
  if (!grantTypes.some((type) => type === grantType)) {
    throw refuse("UnsupportedGrantTypeException", `The grant type ${grantType} is not supported`);
  }
  if (!lookUp(application.grants, grantType)) {
    throw refuse("UnauthorizedClientException", `The application has no grant of the type ${grantType}`);
  }
  if (grantType !== jwtBearer) throw unsupported("UnsupportedGrantTypeException", `the grant type ${grantType}`);
}

/** @throws AwsError InvalidGrantException unless the application's grant names the token's issuer */
function requireIssuer(
  call: RestCall,
  { instance, application }: FoundApplication,
  assertion: string,
): { readonly issuer: TrustedTokenIssuer; readonly audiences: readonly string[] } {
  const iss = issuerOf(assertion);
  const issuer = instance.trustedTokenIssuers.find(({ issuerUrl }) => issuerUrl === iss);
  const arn = issuer && trustedTokenIssuerArnOf(call.account, instance, issuer);
  const authorized = application.grants[jwtBearer]?.JwtBearer?.AuthorizedTokenIssuers ?? [];
  const grant = authorized.find(({ TrustedTokenIssuerArn }) => TrustedTokenIssuerArn === arn);
  if (issuer && grant) return { issuer, audiences: grant.AuthorizedAudiences };
  throw refuse("InvalidGrantException", "The issuer of the assertion is not a trusted token issuer of the application");
}

/** All that the application has unless less is asked for. @throws AwsError InvalidScopeException */
function grantScopes({ application }: FoundApplication, asked: readonly string[] | undefined): string[] {
  const all = [...commonScopes, ...Object.keys(application.scopes)];
  const unknown = asked?.find((scope) => !all.includes(scope));
  if (unknown !== undefined) throw refuse("InvalidScopeException", `The application has no scope ${unknown}`);
  return asked ? [...new Set(asked)] : all;
}

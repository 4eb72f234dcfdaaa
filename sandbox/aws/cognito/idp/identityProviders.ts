import { z } from "zod";
import { forget } from "../../../remember.ts";
import { unsupported } from "../../protocol/AwsError.ts";
import type { AwsCall } from "../../AwsService.ts";
import type { IdentityProvider, UserPool } from "../state.ts";
import { completeDetails } from "./identityProviderDetails.ts";
import { nowOf, requireIdentityProvider, requirePool } from "./lookup.ts";
import { inPool, nextToken, text, wholeNumber } from "./members.ts";
import { pageOf } from "./page.ts";
import { quotas } from "./quotas.ts";
import { readRequest } from "./readRequest.ts";
import { invalid, limitExceeded, missing, refuse } from "./refusals.ts";

const identifier = text(1, 40, String.raw`[\w\s+=.@-]+`);
const settings = {
  AttributeMapping: z.record(text(1, 32), z.string()).optional(),
  IdpIdentifiers: z.array(identifier).max(50).optional(),
};
const ofProvider = inPool.extend({ ProviderName: text(1, 32, String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+`) });

const createInput = inPool.extend({
  ...settings,
  ProviderName: text(1, 32, String.raw`[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+`),
  ProviderType: z.enum(["SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC"]),
  ProviderDetails: z.record(z.string(), z.string()),
});

/** OpenID Connect providers: the sandbox has no others to sign in with. */
export async function createIdentityProvider(call: AwsCall, input: unknown): Promise<object> {
  const { UserPoolId, ProviderName, ProviderType, ...given } = readRequest(input, createInput);
  const pool = requirePool(call, UserPoolId);
  if (ProviderType !== "OIDC") {
    throw unsupported("InvalidParameterException", `identity providers of type ${ProviderType}`);
  }
  checkMapping(pool, given.AttributeMapping);
  checkIdentifiers(pool, ProviderName, given.IdpIdentifiers);
  const details = await completeDetails(call, given.ProviderDetails);
  if (ProviderName === "COGNITO" || Object.hasOwn(pool.identityProviders, ProviderName)) {
    throw refuse("DuplicateProviderException", `A provider with the name ${ProviderName} already exists.`);
  }
  if (Object.keys(pool.identityProviders).length >= quotas.identityProviders) throw limitExceeded("identity providers");
  const now = nowOf(call);
  const provider: IdentityProvider = {
    name: ProviderName,
    type: ProviderType,
    details,
    // Cognito maps the provider's subject to the user name without being told to (developer guide, "OIDC").
    attributeMapping: { ...given.AttributeMapping, username: "sub" },
    identifiers: given.IdpIdentifiers ?? [],
    created: now,
    lastModified: now,
  };
  pool.identityProviders[ProviderName] = provider;
  return { IdentityProvider: providerJson(pool, provider) };
}

export function describeIdentityProvider(call: AwsCall, input: unknown): object {
  const { UserPoolId, ProviderName } = readRequest(input, ofProvider);
  const pool = requirePool(call, UserPoolId);
  return { IdentityProvider: providerJson(pool, requireIdentityProvider(pool, ProviderName)) };
}

export function getIdentityProviderByIdentifier(call: AwsCall, input: unknown): object {
  const { UserPoolId, IdpIdentifier } = readRequest(input, inPool.extend({ IdpIdentifier: identifier }));
  const pool = requirePool(call, UserPoolId);
  const found = Object.values(pool.identityProviders).find(({ identifiers }) => identifiers.includes(IdpIdentifier));
  if (!found) throw missing(`Identity provider ${IdpIdentifier} does not exist.`);
  return { IdentityProvider: providerJson(pool, found) };
}

const updateInput = ofProvider.extend({ ...settings, ProviderDetails: z.record(z.string(), z.string()).optional() });

/** Changes what the request names; each of these wholly. */
export async function updateIdentityProvider(call: AwsCall, input: unknown): Promise<object> {
  const { UserPoolId, ProviderName, ...given } = readRequest(input, updateInput);
  const pool = requirePool(call, UserPoolId);
  const provider = requireIdentityProvider(pool, ProviderName);
  checkMapping(pool, given.AttributeMapping);
  checkIdentifiers(pool, ProviderName, given.IdpIdentifiers);
  const details = given.ProviderDetails && (await completeDetails(call, given.ProviderDetails));
  provider.details = details ?? provider.details;
  provider.attributeMapping = given.AttributeMapping
    ? { ...given.AttributeMapping, username: "sub" }
    : provider.attributeMapping;
  provider.identifiers = given.IdpIdentifiers ?? provider.identifiers;
  provider.lastModified = nowOf(call);
  return { IdentityProvider: providerJson(pool, provider) };
}

/** Clients keep the name of a provider that is gone. */
export function deleteIdentityProvider(call: AwsCall, input: unknown): undefined {
  const { UserPoolId, ProviderName } = readRequest(input, ofProvider);
  const pool = requirePool(call, UserPoolId);
  requireIdentityProvider(pool, ProviderName);
  forget(pool.identityProviders, ProviderName);
}

const listInput = inPool.extend({ MaxResults: wholeNumber(0, 60).default(60), NextToken: nextToken.optional() });

export function listIdentityProviders(call: AwsCall, input: unknown): object {
  const { UserPoolId, MaxResults, NextToken } = readRequest(input, listInput);
  const all = Object.values(requirePool(call, UserPoolId).identityProviders);
  const { items, next } = pageOf(all, MaxResults || 60, NextToken);
  return {
    Providers: items.map(({ name, type, lastModified, created }) => ({
      ProviderName: name,
      ProviderType: type,
      LastModifiedDate: lastModified,
      CreationDate: created,
    })),
    NextToken: next,
  };
}

/** @throws AwsError for an attribute that the pool does not have; AWS's words are not documented */
function checkMapping({ schema }: UserPool, mapping: Readonly<Record<string, string>> = {}): void {
  const known = new Set(["username", ...schema.map(({ name }) => name)]);
  const stranger = Object.keys(mapping).find((name) => !known.has(name));
  if (stranger !== undefined) throw invalid(`Attribute mapping for ${stranger} does not exist in the schema.`);
}

/** @throws AwsError for an identifier of another provider; AWS's words are not documented */
function checkIdentifiers({ identityProviders }: UserPool, own: string, identifiers: readonly string[] = []): void {
  const others = Object.values(identityProviders).filter(({ name }) => name !== own);
  const taken = identifiers.find((one) => others.some((other) => other.identifiers.includes(one)));
  if (taken !== undefined) throw invalid(`The identifier ${taken} belongs to another identity provider.`);
}

function providerJson(pool: UserPool, provider: IdentityProvider): object {
  return {
    UserPoolId: pool.id,
    ProviderName: provider.name,
    ProviderType: provider.type,
    ProviderDetails: provider.details,
    AttributeMapping: provider.attributeMapping,
    IdpIdentifiers: provider.identifiers,
    LastModifiedDate: provider.lastModified,
    CreationDate: provider.created,
  };
}

import { z } from "zod";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { parseBody, requiredText } from "../body.ts";
import { conflict } from "../errors.ts";
import { newId, type JumpCloudCall } from "../JumpCloudCall.ts";
import { windowOf } from "../lists.ts";
import { identityProviderTypes, type IdentityProvider } from "../state.ts";
import { identityProviderOf, take } from "./find.ts";

/**
 * JumpCloud does not describe this part; what is known was found by asking (TheJumpCloud/jc-cli,
 * docs/plans/2026-02-24-identity-providers-design.md): the members, the wrapped list, PUT without PATCH, the blank secret
 * in every answer, 409 for a second one. That a PUT with a blank secret wipes the one that was there is inferred.
 */
const members = {
  name: requiredText,
  type: z.enum(identityProviderTypes),
  oidc: z.strictObject({ clientId: requiredText, clientSecret: z.string().optional(), url: z.url() }),
};
const creation = z.strictObject({ ...members, oidc: members.oidc.extend({ clientSecret: requiredText }) });
/** Clients may send an answer back, id and all. */
const replacement = z.strictObject({ ...members, id: z.string().optional() });

export function listIdentityProviders({ organization, request }: JumpCloudCall): SandboxResponse {
  const { skip, limit } = windowOf(request);
  const { identityProviders } = organization;
  const shown = identityProviders.slice(skip, skip + limit).map(identityProviderJson);
  return json(200, { identityProviders: shown, totalCount: identityProviders.length });
}

export function createIdentityProvider({ organization, request }: JumpCloudCall): SandboxResponse {
  const body = parseBody(creation, request);
  if (organization.identityProviders.length > 0) throw conflict("an identity provider already exists");
  const made: IdentityProvider = { id: newId(), ...body };
  organization.identityProviders.push(made);
  return json(201, identityProviderJson(made));
}

export function getIdentityProvider(call: JumpCloudCall, { id }: { id: string }): SandboxResponse {
  return json(200, identityProviderJson(identityProviderOf(call, id)));
}

export function replaceIdentityProvider(call: JumpCloudCall, { id }: { id: string }): SandboxResponse {
  const provider = identityProviderOf(call, id);
  const { name, type, oidc } = parseBody(replacement, call.request);
  Object.assign(provider, { name, type, oidc: { ...oidc, clientSecret: oidc.clientSecret ?? "" } });
  return json(200, identityProviderJson(provider));
}

export function deleteIdentityProvider(call: JumpCloudCall, { id }: { id: string }): SandboxResponse {
  take(call.organization.identityProviders, identityProviderOf(call, id));
  return empty(204);
}

function identityProviderJson({ id, name, type, oidc }: IdentityProvider): object {
  return { id, name, type, oidc: { clientId: oidc.clientId, clientSecret: "", url: oidc.url } };
}

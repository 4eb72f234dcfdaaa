import { randomUUID } from "node:crypto";
import { z } from "zod";
import { forget, lookUp } from "../../../remember.ts";
import type { AwsCall } from "../../AwsService.ts";
import type { ManagedLoginBranding, UserPool } from "../state.ts";
import { nowOf, requireClient, requirePool } from "./lookup.ts";
import { flag, inPool, ofClient, text } from "./members.ts";
import { readRequest } from "./readRequest.ts";
import { invalid, missing, refuse } from "./refusals.ts";

const uuid = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}";
const ofBranding = inPool.extend({ ManagedLoginBrandingId: text(1, 64, uuid) });
const style = {
  UseCognitoProvidedValues: flag.optional(),
  Settings: z.record(z.string(), z.unknown()).optional(),
};

/** The style that Cognito provides is not published; the sandbox's own stands for it, with one value. */
const providedSettings = { components: { pageBackground: { image: { enabled: true } } } };

/** A client has at most one style. Images are not among what the sandbox keeps. */
export function createManagedLoginBranding(call: AwsCall, input: unknown): object {
  const { UserPoolId, ClientId, ...given } = readRequest(input, ofClient.extend(style));
  const pool = requirePool(call, UserPoolId);
  requireClient(pool, ClientId);
  if (Object.values(pool.brandings).some(({ clientId }) => clientId === ClientId)) {
    throw refuse("ManagedLoginBrandingExistsException", "The app client already has a managed login branding style.");
  }
  const now = nowOf(call);
  const branding = { id: randomUUID(), clientId: ClientId, created: now, lastModified: now, ...styleOf(given) };
  pool.brandings[branding.id] = branding;
  return { ManagedLoginBranding: brandingJson(pool, branding, false) };
}

const merged = { ReturnMergedResources: flag.default(false) };

export function describeManagedLoginBranding(call: AwsCall, input: unknown): object {
  const given = readRequest(input, ofBranding.extend(merged));
  const pool = requirePool(call, given.UserPoolId);
  const branding = requireBranding(pool, given.ManagedLoginBrandingId);
  return { ManagedLoginBranding: brandingJson(pool, branding, given.ReturnMergedResources) };
}

export function describeManagedLoginBrandingByClient(call: AwsCall, input: unknown): object {
  const given = readRequest(input, ofClient.extend(merged));
  const pool = requirePool(call, given.UserPoolId);
  requireClient(pool, given.ClientId);
  const branding = Object.values(pool.brandings).find(({ clientId }) => clientId === given.ClientId);
  if (!branding) throw missing(`Managed login branding of app client ${given.ClientId} does not exist.`);
  return { ManagedLoginBranding: brandingJson(pool, branding, given.ReturnMergedResources) };
}

export function updateManagedLoginBranding(call: AwsCall, input: unknown): object {
  const { UserPoolId, ManagedLoginBrandingId, ...given } = readRequest(input, ofBranding.extend(style));
  const pool = requirePool(call, UserPoolId);
  const branding = requireBranding(pool, ManagedLoginBrandingId);
  const { useCognitoProvidedValues, settings } = styleOf(given);
  branding.useCognitoProvidedValues = useCognitoProvidedValues;
  branding.settings = useCognitoProvidedValues ? {} : { ...branding.settings, ...settings };
  branding.lastModified = nowOf(call);
  return { ManagedLoginBranding: brandingJson(pool, branding, false) };
}

export function deleteManagedLoginBranding(call: AwsCall, input: unknown): undefined {
  const { UserPoolId, ManagedLoginBrandingId } = readRequest(input, ofBranding);
  const pool = requirePool(call, UserPoolId);
  requireBranding(pool, ManagedLoginBrandingId);
  forget(pool.brandings, ManagedLoginBrandingId);
}

function requireBranding({ brandings }: UserPool, id: string): ManagedLoginBranding {
  const branding = lookUp(brandings, id);
  if (!branding) throw missing(`Managed login branding ${id} does not exist.`);
  return branding;
}

/** @throws AwsError for a style of one's own together with the one that Cognito provides; its words are not documented */
function styleOf({
  UseCognitoProvidedValues = false,
  Settings,
}: {
  UseCognitoProvidedValues?: boolean | undefined;
  Settings?: Record<string, unknown> | undefined;
}): { useCognitoProvidedValues: boolean; settings: Record<string, unknown> } {
  if (UseCognitoProvidedValues && Settings !== undefined) {
    throw invalid("Settings cannot be given when UseCognitoProvidedValues is true.");
  }
  return { useCognitoProvidedValues: UseCognitoProvidedValues, settings: Settings ?? {} };
}

function brandingJson(pool: UserPool, branding: ManagedLoginBranding, isMerged: boolean): object {
  const { id, useCognitoProvidedValues, settings, created, lastModified } = branding;
  const own = Object.keys(settings).length > 0 ? { Settings: settings } : {};
  return {
    ManagedLoginBrandingId: id,
    UserPoolId: pool.id,
    UseCognitoProvidedValues: useCognitoProvidedValues,
    ...(isMerged ? { Settings: { ...providedSettings, ...settings } } : own),
    Assets: [],
    CreationDate: created,
    LastModifiedDate: lastModified,
  };
}

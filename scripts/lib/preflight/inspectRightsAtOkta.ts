import { decodeJwt } from "jose";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Finding } from "../../../trust/Finding.ts";
import { isGranted, type OktaRights } from "../permissions/okta/oktaRights.ts";
import { accessOkta, serviceAccountOf } from "../vendors/okta/accessOkta.ts";
import { OktaError } from "../vendors/okta/OktaClient.ts";
import { requestAccessToken } from "../vendors/okta/requestAccessToken.ts";

export interface OktaRightsAccess {
  /** `{org}.{base}` */
  readonly host: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/** One object of each kind is enough to see whether somebody may look. */
const probes: Readonly<Record<string, string>> = {
  "okta.authzServers": "/api/v1/authorizationServers?limit=1",
  "okta.apps": "/api/v1/apps?limit=1",
  "okta.groups": "/api/v1/groups?limit=1",
};

/**
 * The rights at Okta that the credentials of the environment do not have: scopes that a service application was not granted,
 * or does not ask for; for an API token, what its administrator's roles do not let it look at. What they let it change, and the
 * roles of a service application, Okta tells to super administrators alone.
 * @returns nothing where there are no credentials
 * @throws CrosstrustError where Okta cannot be asked
 */
export async function inspectRightsAtOkta(
  { scopes, permissions }: OktaRights,
  access: OktaRightsAccess,
  advice: string,
): Promise<readonly Finding[]> {
  const { environment, host, fetch, signal } = access;
  if (environment["OKTA_ACCESS_TOKEN"]) {
    const granted = scopesOf(environment["OKTA_ACCESS_TOKEN"]);
    return granted === undefined ? [] : missingScopes(scopes, granted, () => "The token of OKTA_ACCESS_TOKEN", advice);
  }
  if (environment["OKTA_API_TOKEN"]) return probe(permissions, access, advice);
  const account = serviceAccountOf(environment);
  if (account === undefined) return [];
  const named = (environment["OKTA_API_SCOPES"] ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
  const asking = { ...account, scopes: named.length > 0 ? named : scopes };
  const request = { organisationUrl: `https://${host}`, fetch, signal, now: () => new Date() };
  const granted = await requestAccessToken(asking, request).then(
    (token) => token.scopes,
    (error: unknown) => {
      // Of all that was asked for, the application was granted nothing.
      if (error instanceof CrosstrustError && error.actual === "consent_required") return [];
      throw error;
    },
  );
  const who = (scope: string): string =>
    isGranted(scope, named) ? `The service application ${account.clientId}` : "OKTA_API_SCOPES";
  return missingScopes(scopes, granted, who, advice);
}

function missingScopes(
  wanted: readonly string[],
  granted: readonly string[],
  whoLacks: (scope: string) => string,
  advice: string,
): readonly Finding[] {
  return wanted
    .filter((scope) => !isGranted(scope, granted))
    .map((scope) => ({
      severity: "error",
      where: `okta: ${scope}`,
      message: `${whoLacks(scope)} does not have the scope ${scope}.`,
      advice,
    }));
}

/** Undefined for a token that only Okta can read. */
function scopesOf(token: string): readonly string[] | undefined {
  try {
    const { scp } = decodeJwt(token);
    return Array.isArray(scp) ? scp.map(String) : undefined;
  } catch {
    return undefined;
  }
}

async function probe(
  permissions: readonly string[],
  access: OktaRightsAccess,
  advice: string,
): Promise<readonly Finding[]> {
  const { api } = accessOkta(access);
  const findings = await Promise.all(
    Object.entries(probes)
      .filter(([kind]) => permissions.some((permission) => permission.startsWith(`${kind}.`)))
      .map(async ([kind, path]): Promise<readonly Finding[]> => {
        try {
          await api?.find(path);
        } catch (error) {
          if (error instanceof OktaError && error.status === 403) {
            const message = `The administrator whose API token this is has no role that gives ${kind}.read.`;
            return [{ severity: "error", where: `okta: ${kind}.read`, message, advice }];
          }
          // A list is no object, which is all that is asked for here.
          if (!(error instanceof CrosstrustError) || error.code !== "VENDOR_REFUSED" || error instanceof OktaError) {
            throw error;
          }
        }
        return [];
      }),
  );
  return findings.flat();
}

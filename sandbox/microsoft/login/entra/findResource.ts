import { findServicePrincipal } from "../../find.ts";
import { graphAppId } from "../../graphServicePrincipal.ts";
import type { AppRole, Directory, PermissionScope, ServicePrincipal } from "../../state.ts";
import { resourceDisabled, resourceNotFound } from "../refusals.ts";

/** An API that access tokens are asked for. */
export interface Resource {
  readonly appId: string;
  /** What it was asked by. */
  readonly name: string;
  /** The tokens' `aud`: its client id in version 2.0, in version 1.0 what it was asked by, unless it wants the id there too. */
  readonly audience: string;
  readonly tokenVersion: 1 | 2;
  /** Whether it asks for `idtyp` in app-only tokens. */
  readonly saysTokenType: boolean;
  readonly principal: ServicePrincipal & { readonly appRoles: AppRole[] };
  readonly scopes: readonly PermissionScope[];
}

const graphName = "https://graph.microsoft.com";

/**
 * The API that a client names, by client id or identifier URI, with or without a slash behind it. It needs a service
 * principal that is enabled.
 */
export function findResource(directory: Directory, name: string): Resource {
  const trimmed = name.replace(/\/$/, "");
  const found =
    trimmed === graphName || trimmed === graphAppId ? graph(directory, name) : own(directory, name, trimmed);
  if (found === undefined) throw resourceNotFound(name, directory.name);
  if (!found.principal.accountEnabled) throw resourceDisabled(name);
  return found;
}

/** Microsoft Graph takes tokens of version 1.0, and says of app-only ones that they are [rec]. */
export function graph(directory: Directory, name = graphName): Resource | undefined {
  const principal = findServicePrincipal(directory, graphAppId);
  return (
    principal && {
      appId: graphAppId,
      name,
      audience: name,
      tokenVersion: 1,
      saysTokenType: true,
      principal: { ...principal, appRoles: principal.appRoles ?? [] },
      scopes: principal.oauth2PermissionScopes ?? [],
    }
  );
}

function own(directory: Directory, name: string, trimmed: string): Resource | undefined {
  const application = Object.values(directory.applications).find(
    ({ appId, identifierUris }) =>
      appId === trimmed.toLowerCase() || identifierUris.includes(name) || identifierUris.includes(trimmed),
  );
  const principal = application && findServicePrincipal(directory, application.appId);
  if (application === undefined || principal === undefined) return undefined;
  const { appId, api, appRoles, optionalClaims } = application;
  const tokenVersion = api.requestedAccessTokenVersion ?? 1;
  const asked = optionalClaims?.accessToken ?? [];
  const wantsId = asked.some(
    ({ name: claim, additionalProperties }) => claim === "aud" && additionalProperties.includes("use_guid"),
  );
  return {
    appId,
    name,
    audience: tokenVersion === 2 || wantsId ? appId : name,
    tokenVersion,
    saysTokenType: asked.some(({ name: claim }) => claim === "idtyp"),
    principal: { ...principal, appRoles },
    scopes: api.oauth2PermissionScopes,
  };
}

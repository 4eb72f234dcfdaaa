import { findServicePrincipal } from "../../find.ts";
import type { Application, Directory, User } from "../../state.ts";
import { EntraError } from "../EntraError.ts";
import { findResource, graph, type Resource } from "./findResource.ts";

/** OpenID Connect's scopes, which are delegated permissions of Microsoft Graph. */
const openIdScopes: readonly string[] = ["openid", "profile", "email", "offline_access"];

/** What a client asks to do as the person who signs in. */
export interface DelegatedScopes {
  /** Of OpenID Connect, as asked for. */
  readonly openId: readonly string[];
  /** What the access token is for; Microsoft Graph where nothing else is asked for. */
  readonly resource: Resource;
  /** The resource's own permissions that were asked for, by value. */
  readonly permissions: readonly string[];
  /** Whether everything that was consented to is asked for (`/.default`). */
  readonly everything: boolean;
}

/**
 * Reads the scopes of an authorization request: OpenID Connect's, and permissions of one resource, `{resource}/{value}` or
 * the bare value for Microsoft Graph.
 * @param scopes none, together with a resource, at a v1.0 endpoint
 */
export function readScopes(
  directory: Directory,
  application: Application,
  scopes: readonly string[],
  resourceName?: string,
): DelegatedScopes {
  const openId = scopes.filter((scope) => openIdScopes.includes(scope));
  if (resourceName !== undefined) {
    return { openId, resource: findResource(directory, resourceName), permissions: [], everything: true };
  }
  const others = scopes.filter((scope) => !openIdScopes.includes(scope)).map(splitScope);
  const names = new Set(others.map(({ resource }) => resource));
  if (names.size > 1) {
    throw new EntraError(
      400,
      "invalid_request",
      28000,
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scopes.join(" ")} is not valid.`,
    );
  }
  const [name] = names;
  const resource = name === undefined ? graph(directory) : findResource(directory, name);
  if (resource === undefined)
    throw new Error(`Directory ${directory.tenantId} has no service principal of Microsoft Graph`);
  const values = others.map(({ value }) => value);
  const permissions = values.filter((value) => value !== ".default");
  const unknown = permissions.find(
    (value) => !resource.scopes.some((scope) => scope.isEnabled && scope.value.toLowerCase() === value.toLowerCase()),
  );
  if (unknown !== undefined) throw unknownScope(application, resource, unknown);
  return { openId, resource, permissions, everything: values.includes(".default") };
}

function splitScope(scope: string): { readonly resource: string; readonly value: string } {
  const at = scope.lastIndexOf("/");
  return at < 0
    ? { resource: "https://graph.microsoft.com", value: scope }
    : { resource: scope.slice(0, at), value: scope.slice(at + 1) };
}

function unknownScope({ appId, displayName }: Application, resource: Resource, value: string): EntraError {
  return new EntraError(
    400,
    "invalid_request",
    650053,
    `The application '${displayName}' (${appId}) asked for scope '${value}' that doesn't exist on the resource '${resource.appId}'. Contact the app vendor.`,
  );
}

/** The permissions that an administrator, or the person, let an application have at a resource. */
function consentedScopes(
  directory: Directory,
  application: Application,
  user: User,
  resource: Resource,
): readonly string[] {
  const client = findServicePrincipal(directory, application.appId);
  const grants = Object.values(directory.oauth2PermissionGrants).filter(
    ({ clientId, resourceId, consentType, principalId }) =>
      clientId === client?.id &&
      resourceId === resource.principal.id &&
      (consentType === "AllPrincipals" || principalId === user.id),
  );
  return [...new Set(grants.flatMap(({ scope }) => scope.split(" ")).filter((value) => value !== ""))];
}

/** What of a request was consented to, by where it ends up. */
export interface GrantedScopes {
  /** Of OpenID Connect. */
  readonly openId: readonly string[];
  /** What optional claims need: `profile` asked for and consented to, `email` consented to, asked for or not [doc]. */
  readonly forClaims: readonly string[];
  /** The access token's `scp`. */
  readonly forToken: readonly string[];
}

/**
 * What a client may have of what it asks for; undefined where some of it was not consented to. `offline_access` comes with
 * any consent at all [doc]. People give none themselves here, as in tenants where only administrators may.
 */
export function grantScopes(
  directory: Directory,
  application: Application,
  user: User,
  asked: DelegatedScopes,
): GrantedScopes | undefined {
  const graphResource = graph(directory);
  const atGraph = graphResource ? consentedScopes(directory, application, user, graphResource) : [];
  const atResource = consentedScopes(directory, application, user, asked.resource);
  const isGranted = (scope: string) => (scope === "offline_access" ? atGraph.length > 0 : atGraph.includes(scope));
  const missing =
    asked.openId.some((scope) => !isGranted(scope)) ||
    asked.permissions.some((permission) => !atResource.some((value) => same(value, permission))) ||
    (asked.everything && atResource.length === 0);
  if (missing) return undefined;
  const isGraph = asked.resource.principal.id === graphResource?.principal.id;
  const ofResource = asked.everything ? atResource : asked.permissions;
  const signIn = asked.openId.filter((scope) => scope !== "offline_access");
  return {
    openId: asked.openId,
    forClaims: atGraph.filter((scope) => scope === "email" || (scope === "profile" && asked.openId.includes(scope))),
    forToken: [...new Set(isGraph ? [...signIn, ...ofResource] : ofResource)].sort(),
  };
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

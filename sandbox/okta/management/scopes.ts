import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { alreadyExists, validationFailed } from "../errors.ts";
import { newId } from "../ids.ts";
import { matches, page } from "../lists.ts";
import type { OktaCall } from "../OktaCall.ts";
import type { AuthorizationServer, Scope } from "../state.ts";
import { oneOf, parseBody, requiredText } from "../validation.ts";
import { scopeJson } from "../wire/scopeJson.ts";
import { findScope, findServer, serverUrl } from "./find.ts";

interface ScopePath {
  readonly serverId: string;
  readonly scopeId: string;
}

/** Names as RFC 6749 (3.3) has them; those that begin with `okta.` are Okta's own [doc]. */
const name = requiredText
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/, "The scope name contains illegal characters.")
  .refine((value) => !value.startsWith("okta."), "The scope name cannot start with 'okta.'.");

/** Defaults are those of Okta's reference. */
const body = z.object({
  name,
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  metadataPublish: oneOf("metadataPublish", ["ALL_CLIENTS", "NO_CLIENTS"]).default("NO_CLIENTS"),
  consent: oneOf("consent", ["IMPLICIT", "REQUIRED", "FLEXIBLE"]).default("IMPLICIT"),
  optional: z.boolean().nullish(),
  default: z.boolean().nullish(),
});

export function listOAuth2Scopes(call: OktaCall, { serverId }: { serverId: string }): SandboxResponse {
  const server = findServer(call, serverId);
  const q = call.request.url.searchParams.get("q");
  const found = server.scopes.filter(({ name }) => matches(q, name));
  return page(call, found, show(call, server), { defaultLimit: 200, maximumLimit: 200 });
}

export function createOAuth2Scope(call: OktaCall, { serverId }: { serverId: string }): SandboxResponse {
  const server = findServer(call, serverId);
  const scope: Scope = { id: newId("scp"), system: false, ...read(call, server) };
  server.scopes.push(scope);
  return json(201, show(call, server)(scope));
}

export function getOAuth2Scope(call: OktaCall, { serverId, scopeId }: ScopePath): SandboxResponse {
  const server = findServer(call, serverId);
  return json(200, show(call, server)(findScope(server, scopeId)));
}

export function replaceOAuth2Scope(call: OktaCall, { serverId, scopeId }: ScopePath): SandboxResponse {
  const server = findServer(call, serverId);
  const scope = findScope(server, scopeId);
  const replaced = read(call, server, scope);
  if (scope.system && replaced.name !== scope.name) {
    throw validationFailed("name", ["name: System scopes cannot be renamed."]);
  }
  Object.assign(scope, replaced);
  return json(200, show(call, server)(scope));
}

export function deleteOAuth2Scope(call: OktaCall, { serverId, scopeId }: ScopePath): SandboxResponse {
  const server = findServer(call, serverId);
  const scope = findScope(server, scopeId);
  if (scope.system) throw validationFailed("scope", ["scope: System scopes cannot be deleted."]);
  remove(server.scopes, scope);
  return empty(204);
}

/** Scope names are unique in a server [doc]; the words of that refusal, as of those for system scopes, are not confirmed. */
function read(call: OktaCall, server: AuthorizationServer, itself?: Scope): Omit<Scope, "id" | "system"> {
  const { displayName, description, optional, default: isDefault, ...rest } = parseBody(body, call.request);
  if (server.scopes.some((scope) => scope !== itself && scope.name === rest.name)) {
    throw alreadyExists("name");
  }
  return {
    ...rest,
    displayName: displayName ?? null,
    description: description ?? null,
    optional: optional ?? false,
    default: isDefault ?? false,
  };
}

function show(call: OktaCall, server: AuthorizationServer): (scope: Scope) => object {
  return (scope) => scopeJson(scope, serverUrl(call, server));
}

import { z } from "zod";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { notFound } from "../errors.ts";
import { byId, page } from "../lists.ts";
import { oktaTime, unsupported, type OktaCall } from "../OktaCall.ts";
import type { AuthorizationServer } from "../state.ts";
import { parseBody, requiredText } from "../validation.ts";
import { authorizationServerJson } from "../wire/authorizationServerJson.ts";
import { findServer } from "./find.ts";

interface ServerPath {
  readonly serverId: string;
}

interface AssociationPath extends ServerPath {
  readonly associatedServerId: string;
}

const body = z.object({ trusted: z.array(requiredText) });

/** Servers whose tokens can be exchanged for this one's; the sandbox exchanges none. */
export function listAssociatedServersByTrustedType(call: OktaCall, { serverId }: ServerPath): SandboxResponse {
  const { searchParams } = call.request.url;
  if (searchParams.get("trusted") !== "true") throw unsupported(call, "the sandbox lists trusted servers alone");
  const trusted = trustedBy(call, findServer(call, serverId));
  return page(call, trusted, (server) => authorizationServerJson(server, call.baseUrl), {
    defaultLimit: 200,
    maximumLimit: 200,
  });
}

export function createAssociatedServers(call: OktaCall, { serverId }: ServerPath): SandboxResponse {
  const server = findServer(call, serverId);
  const added = parseBody(body, call.request).trusted.map((id) => findServer(call, id).id);
  server.trusted = [...new Set([...(server.trusted ?? []), ...added])];
  server.lastUpdated = oktaTime(call.now);
  return json(
    200,
    trustedBy(call, server).map((other) => authorizationServerJson(other, call.baseUrl)),
  );
}

export function deleteAssociatedServer(
  call: OktaCall,
  { serverId, associatedServerId }: AssociationPath,
): SandboxResponse {
  const server = findServer(call, serverId);
  if (server.trusted?.includes(associatedServerId) !== true) throw notFound(associatedServerId, "AuthorizationServer");
  server.trusted = server.trusted.filter((id) => id !== associatedServerId);
  return empty(204);
}

function trustedBy({ org }: OktaCall, { trusted = [] }: AuthorizationServer): readonly AuthorizationServer[] {
  return trusted.flatMap((id) => byId(org.servers, id) ?? []);
}

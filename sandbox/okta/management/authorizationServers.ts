import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { validationFailed } from "../errors.ts";
import { matches, page } from "../lists.ts";
import { newAuthorizationServer } from "../newAuthorizationServer.ts";
import { oktaTime, type OktaCall } from "../OktaCall.ts";
import type { Status } from "../state.ts";
import { oneOf, parseBody, requiredText } from "../validation.ts";
import { authorizationServerJson } from "../wire/authorizationServerJson.ts";
import { findServer } from "./find.ts";

interface ServerPath {
  readonly serverId: string;
}

/** One audience: more are documented as not supported. An audience with a colon must be a URI [doc]. */
const audiences = z
  .array(requiredText)
  .min(1, "The field cannot be left blank")
  .max(1, "Only one audience is supported")
  .refine(
    (values) => values.every((value) => !value.includes(":") || URL.canParse(value)),
    "The audience is not a valid URI",
  );

/** A custom domain (`CUSTOM_URL`) is a feature that the sandbox's orgs do not have. */
const body = z.object({
  name: requiredText,
  description: z.string().nullish(),
  audiences,
  issuerMode: oneOf("issuerMode", ["ORG_URL", "DYNAMIC"]).default("ORG_URL"),
  credentials: z
    .object({
      signing: z
        .object({ rotationMode: oneOf("credentials.signing.rotationMode", ["AUTO", "MANUAL"]).optional() })
        .optional(),
    })
    .nullish(),
});

export function listAuthorizationServers(call: OktaCall): SandboxResponse {
  const q = call.request.url.searchParams.get("q");
  const found = call.org.servers.filter(({ name, audiences }) => matches(q, name, ...audiences));
  return page(call, found, (server) => authorizationServerJson(server, call.baseUrl), {
    defaultLimit: 200,
    maximumLimit: 200,
  });
}

export function createAuthorizationServer(call: OktaCall): SandboxResponse {
  const { name, description, audiences, issuerMode, credentials } = parseBody(body, call.request);
  const rotationMode = credentials?.signing?.rotationMode ?? "AUTO";
  const server = newAuthorizationServer(
    { name, description: description ?? "", audiences, issuerMode, rotationMode, default: false },
    call.now,
  );
  call.org.servers.push(server);
  return json(201, authorizationServerJson(server, call.baseUrl));
}

export function getAuthorizationServer(call: OktaCall, { serverId }: ServerPath): SandboxResponse {
  return json(200, authorizationServerJson(findServer(call, serverId), call.baseUrl));
}

export function replaceAuthorizationServer(call: OktaCall, { serverId }: ServerPath): SandboxResponse {
  const server = findServer(call, serverId);
  const { name, description, audiences, issuerMode, credentials } = parseBody(body, call.request);
  Object.assign(server, {
    name,
    description: description ?? "",
    audiences,
    issuerMode,
    rotationMode: credentials?.signing?.rotationMode ?? server.rotationMode,
    lastUpdated: oktaTime(call.now),
  });
  return json(200, authorizationServerJson(server, call.baseUrl));
}

/** That an active server is refused, as clients expect, is known; the words of it are not confirmed. */
export function deleteAuthorizationServer(call: OktaCall, { serverId }: ServerPath): SandboxResponse {
  const server = findServer(call, serverId);
  if (server.status === "ACTIVE") {
    throw validationFailed("status", [
      "status: The authorization server must be deactivated before it can be deleted.",
    ]);
  }
  remove(call.org.servers, server);
  return empty(204);
}

/** Activating what is active, and the reverse, changes nothing. */
export function setAuthorizationServerStatus(status: Status) {
  return (call: OktaCall, { serverId }: ServerPath): SandboxResponse => {
    const server = findServer(call, serverId);
    if (server.status !== status) Object.assign(server, { status, lastUpdated: oktaTime(call.now) });
    return empty(204);
  };
}

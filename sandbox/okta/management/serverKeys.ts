import { z } from "zod";
import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { notFound, validationFailed } from "../errors.ts";
import { publicJwk, rotate, rotateWhenDue } from "../keys.ts";
import type { OktaCall } from "../OktaCall.ts";
import type { AuthorizationServer, SigningKey } from "../state.ts";
import { parseBody } from "../validation.ts";
import { link } from "../wire/links.ts";
import { findServer, serverUrl } from "./find.ts";

/** The key that comes next is not listed, as Okta does not list one that it has not made yet [doc]. */
export async function listKeys(call: OktaCall, { serverId }: { serverId: string }): Promise<SandboxResponse> {
  const server = findServer(call, serverId);
  rotateWhenDue(server, call.now);
  return json(200, await keysJson(call, server));
}

export async function getKey(
  call: OktaCall,
  { serverId, keyId }: { serverId: string; keyId: string },
): Promise<SandboxResponse> {
  const server = findServer(call, serverId);
  const key = server.keys.find(({ kid }) => kid === keyId);
  if (key === undefined) throw notFound(keyId, "AuthorizationServerKey");
  return json(200, await keyJson(call, server, key));
}

export async function rotateKeys(call: OktaCall, { serverId }: { serverId: string }): Promise<SandboxResponse> {
  const server = findServer(call, serverId);
  const { use } = parseBody(z.object({ use: z.unknown() }), call.request);
  if (use !== "sig") throw validationFailed("rotateKeys", ["Invalid value specified for key 'use' parameter."]);
  rotate(server, call.now);
  return json(200, await keysJson(call, server));
}

async function keysJson(call: OktaCall, server: AuthorizationServer): Promise<readonly object[]> {
  return Promise.all(server.keys.map((key) => keyJson(call, server, key)));
}

async function keyJson(call: OktaCall, server: AuthorizationServer, key: SigningKey): Promise<object> {
  const { kty, alg, kid, use, e, n } = await publicJwk(key);
  const self = link(`${serverUrl(call, server)}/credentials/keys/${kid}`, "GET");
  return { status: key.status, alg, e, n, kid, kty, use, _links: { self } };
}

import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { alreadyExists, validationFailed } from "../errors.ts";
import { newId } from "../ids.ts";
import type { OktaCall } from "../OktaCall.ts";
import type { AuthorizationServer, Claim } from "../state.ts";
import { oneOf, parseBody, requiredText } from "../validation.ts";
import { claimJson } from "../wire/claimJson.ts";
import { findClaim, findServer, serverUrl } from "./find.ts";

interface ClaimPath {
  readonly serverId: string;
  readonly claimId: string;
}

const body = z.object({
  name: requiredText,
  status: oneOf("status", ["ACTIVE", "INACTIVE"]).default("ACTIVE"),
  claimType: oneOf("claimType", ["RESOURCE", "IDENTITY"]),
  valueType: oneOf("valueType", ["EXPRESSION", "GROUPS", "SYSTEM"]),
  value: requiredText,
  group_filter_type: oneOf("group_filter_type", ["STARTS_WITH", "EQUALS", "CONTAINS", "REGEX"]).optional(),
  alwaysIncludeInToken: z.boolean().default(true),
  conditions: z.object({ scopes: z.array(z.string()).nullish() }).nullish(),
});

/** All of them: this list has no pages [doc]. */
export function listOAuth2Claims(call: OktaCall, { serverId }: { serverId: string }): SandboxResponse {
  const server = findServer(call, serverId);
  return json(200, server.claims.map(show(call, server)));
}

export function createOAuth2Claim(call: OktaCall, { serverId }: { serverId: string }): SandboxResponse {
  const server = findServer(call, serverId);
  const claim: Claim = { id: newId("ocl"), system: false, ...read(call, server) };
  server.claims.push(claim);
  return json(201, show(call, server)(claim));
}

export function getOAuth2Claim(call: OktaCall, { serverId, claimId }: ClaimPath): SandboxResponse {
  const server = findServer(call, serverId);
  return json(200, show(call, server)(findClaim(server, claimId)));
}

export function replaceOAuth2Claim(call: OktaCall, { serverId, claimId }: ClaimPath): SandboxResponse {
  const server = findServer(call, serverId);
  const claim = findClaim(server, claimId);
  Object.assign(claim, read(call, server, claim));
  return json(200, show(call, server)(claim));
}

export function deleteOAuth2Claim(call: OktaCall, { serverId, claimId }: ClaimPath): SandboxResponse {
  const server = findServer(call, serverId);
  const claim = findClaim(server, claimId);
  if (claim.system) throw validationFailed("claim", ["claim: System claims cannot be deleted."]);
  remove(server.claims, claim);
  return empty(204);
}

/** Access token claims are always in the token [doc]. Names are taken to be unique within a kind of token. */
function read(call: OktaCall, server: AuthorizationServer, itself?: Claim): Omit<Claim, "id" | "system"> {
  const { conditions, group_filter_type, ...rest } = parseBody(body, call.request);
  const taken = server.claims.some(
    (claim) => claim !== itself && claim.name === rest.name && claim.claimType === rest.claimType,
  );
  if (taken) throw alreadyExists("name");
  return {
    ...rest,
    alwaysIncludeInToken: rest.claimType === "RESOURCE" || rest.alwaysIncludeInToken,
    scopes: conditions?.scopes ?? [],
    ...(group_filter_type !== undefined && { groupFilterType: group_filter_type }),
  };
}

function show(call: OktaCall, server: AuthorizationServer): (claim: Claim) => object {
  return (claim) => claimJson(claim, serverUrl(call, server));
}

import { empty } from "../../http/responses.ts";
import { lookUp } from "../../remember.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import { authenticateClient } from "./clients.ts";
import { formOf } from "./formOf.ts";
import { revokeGrant } from "./issueTokens.ts";
import { hashOf, issuerOf } from "./openIdIssuer.ts";

/** The revocation endpoint: either token of an authorization ends both; one that is none, or another client's, is answered alike. */
export function revoke(call: JumpCloudCall): SandboxResponse {
  const form = formOf(call.request);
  const client = authenticateClient(call, form);
  const issuer = issuerOf(call.organization);
  const key = hashOf(form.get("token") ?? "");
  const token = lookUp(issuer.accessTokens, key) ?? lookUp(issuer.refreshTokens, key);
  if (token?.clientId === client.id) revokeGrant(issuer, token.id);
  return empty(200, { "cache-control": "no-store" });
}

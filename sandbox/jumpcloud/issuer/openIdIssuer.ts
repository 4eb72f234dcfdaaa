import { createHash } from "node:crypto";
import { randomId } from "../../http/ids.ts";
import { hostOf } from "../hosts.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import type { OpenIdIssuer, Organization } from "../state.ts";

/** The issuer's part of the state. */
export function issuerOf(organization: Organization): OpenIdIssuer {
  return (organization.issuer ??= { logins: {}, accepted: {}, codes: {}, accessTokens: {}, refreshTokens: {} });
}

/** The `iss` of a region's tokens, with its trailing slash: `https://oauth.id.jumpcloud.com/` (observed). */
export function issuerUrl({ host }: Pick<JumpCloudCall, "host">): string {
  return `https://${hostOf(host.region, "oauth.id")}/`;
}

/** What ORY Hydra's opaque values look like: a prefix, the value and its signature. */
export function opaqueValue(kind: "ac" | "at" | "rt"): string {
  return `ory_${kind}_${randomId("", 43, "base64url")}.${randomId("", 43, "base64url")}`;
}

/** Under which a value is kept. */
export function hashOf(value: string): string {
  return createHash("sha256").update(value).digest("base64url");
}

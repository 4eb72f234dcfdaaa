import type { VendorContext } from "../../Vendor.ts";
import { fetchJson } from "../fetchJson.ts";
import { badRequest } from "./errors.ts";

/**
 * API Gateway reads an issuer's discovery document when a JWT authorizer is made or changed, and refuses the authorizer
 * without it: seen by third parties, with this text; AWS's documentation does not say so. What it asks of the document is
 * not known: here it has to name its keys.
 * @throws AwsError BadRequestException
 */
export async function checkIssuer(context: VendorContext, issuer: string): Promise<void> {
  const url = discoveryUrl(issuer);
  const refusal = badRequest(
    `Caught exception when connecting to ${url} for issuer ${issuer}. Please try again later. Error: Invalid issuer: ` +
      `${issuer}. Issuer must have a valid discovery endpoint ended with '/.well-known/openid-configuration'`,
  );
  if (!URL.canParse(url) || new URL(url).protocol !== "https:") throw refusal;
  let document: unknown;
  try {
    document = await fetchJson(context, url);
  } catch {
    throw refusal;
  }
  if (typeof document !== "object" || document === null || !("jwks_uri" in document)) throw refusal;
}

/** Where an issuer's discovery document is; a trailing slash of the issuer is not doubled. */
export function discoveryUrl(issuer: string): string {
  return `${issuer}${issuer.endsWith("/") ? "" : "/"}.well-known/openid-configuration`;
}

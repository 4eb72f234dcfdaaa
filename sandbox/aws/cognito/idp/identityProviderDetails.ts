import type { AwsCall } from "../../AwsService.ts";
import { discoveryUrl } from "../../apigatewayv2/checkIssuer.ts";
import { fetchJson } from "../../fetchJson.ts";
import { invalid } from "./refusals.ts";

type Details = Record<string, string>;

/** Endpoints that a request may name, with their names in the discovery document. */
const endpoints: Readonly<Record<string, string>> = {
  authorize_url: "authorization_endpoint",
  token_url: "token_endpoint",
  attributes_url: "userinfo_endpoint",
  jwks_uri: "jwks_uri",
};

const needed = ["client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method"];
const allowed = new Set([...needed, ...Object.keys(endpoints), "client_secret", "attributes_url_add_attributes"]);

/**
 * The details of an OpenID Connect provider, as they are kept. Where a request does not name all endpoints, the issuer's
 * discovery document has to (Amazon Cognito user pools API reference, CreateIdentityProvider); what it names is read at
 * each sign-in. Of AWS's words, only those for an issuer that does not answer are known.
 * @throws AwsError InvalidParameterException
 */
export async function completeDetails(call: AwsCall, given: Readonly<Details>): Promise<Details> {
  const stranger = Object.keys(given).find((key) => !allowed.has(key));
  if (stranger !== undefined) throw invalid(`Invalid provider detail: ${stranger}`);
  const absent = needed.find((key) => !given[key]);
  if (absent !== undefined) throw invalid(`Missing provider detail: ${absent}`);
  if (!["GET", "POST"].includes(given["attributes_request_method"] ?? "")) {
    throw invalid("attributes_request_method must be GET or POST");
  }
  if (!given["authorize_scopes"]?.split(/\s+/).includes("openid"))
    throw invalid("authorize_scopes must contain openid");
  const issuer = given["oidc_issuer"] ?? "";
  for (const key of ["oidc_issuer", ...Object.keys(endpoints)]) {
    const value = given[key];
    if (value !== undefined && !value.startsWith("https://")) throw invalid(`${key} must be an https URL`);
  }
  if (!Object.keys(endpoints).every((key) => given[key])) await checkDiscovery(call, issuer);
  return { attributes_url_add_attributes: "false", ...given };
}

async function checkDiscovery(call: AwsCall, issuer: string): Promise<void> {
  let document: unknown;
  try {
    document = await fetchJson(call.account.context, discoveryUrl(issuer));
  } catch {
    throw invalid("Unable to contact well-known endpoint");
  }
  const members = (typeof document === "object" && document !== null ? document : {}) as Record<string, unknown>;
  const isComplete = Object.values(endpoints).every((member) => typeof members[member] === "string");
  if (!isComplete) throw invalid("Unable to contact well-known endpoint");
}

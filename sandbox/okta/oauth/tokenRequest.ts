import { OAuthError } from "../errors.ts";
import type { OktaCall } from "../OktaCall.ts";

const credentialNames = ["client_secret", "client_assertion", "client_assertion_type"];

/**
 * The parameters of a request to the token endpoint: form fields, and what stands in the query string, where the guides'
 * curl puts the grant. Throws for a parameter named twice and for credentials in the query, in Okta's words
 * (developer.okta.com/docs/reference/error-codes, OAuth errors).
 */
export function readTokenRequest({ request }: OktaCall): URLSearchParams {
  const query = request.url.searchParams;
  if (credentialNames.some((name) => query.has(name))) {
    throw new OAuthError(400, "invalid_request", "Client credentials cannot be supplied via query parameters.");
  }
  const form = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  const body = new URLSearchParams(form ? request.body.toString("utf8") : "");
  const parameters = new URLSearchParams([...query, ...body]);
  const names = [...parameters.keys()];
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  if (twice.length > 0) {
    throw new OAuthError(
      400,
      "invalid_request",
      `Duplicate parameter provided in request. Duplicated parameters: [${twice.join(", ")}].`,
    );
  }
  return parameters;
}

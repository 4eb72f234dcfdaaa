import { isGuid } from "./guid.ts";

/** What is known beforehand of the tenant that an API is registered in. */
interface Tenant {
  readonly tenantId: string;
  readonly tenantName: string;
}

const form = /^(api|https):\/\/([^\s/?#@*]+)((?:\/[^\s/?#*]+)*)$/;
const longest = 255;

/**
 * Why an identifier URI (Application ID URI) cannot be, of those that Microsoft documents ("Restrictions on identifier URIs
 * of Microsoft Entra applications"). That `https` hosts and `api` strings belong to the tenant is for Graph to check, which
 * knows the tenant's domains; the policy that asks for it spares registrations of token version 2. Nothing documents a
 * length; here it is 255. No slash at the end: clients ask with `{identifierUri}/.default`.
 * @param tenant where the config says it, as it does for Azure AD B2C
 */
export function faultOfIdentifierUri(
  uri: string,
  tenant?: Tenant,
): { readonly message: string; readonly expected: string } | undefined {
  const [, scheme, host = "", path = ""] = form.exec(uri) ?? [];
  if (scheme === undefined || uri.length > longest) {
    return {
      message: "This is not an identifier URI that clients could ask with.",
      expected:
        "api://a-name or https://a-verified-domain/a-name, without query, fragment, wildcard or slash at the end",
    };
  }
  if (scheme === "api" && isGuid(host) && path === "") {
    return {
      message: "A GUID alone must be the API's own client id, which is not known before the API is made.",
      expected: "no identifierUri, for api://{client id} is the default; or api://{tenant id}/a-name",
    };
  }
  if (scheme === "https" && !host.includes(".")) {
    return { message: "The host is not a domain of the tenant.", expected: "a verified domain of the tenant" };
  }
  if (tenant === undefined) return undefined;
  if (scheme === "api" && isGuid(host) && host.toLowerCase() !== tenant.tenantId) {
    return { message: "The GUID is not the issuer's tenant id.", expected: `api://${tenant.tenantId}${path}` };
  }
  const own = `${tenant.tenantName}.onmicrosoft.com`;
  if (host.endsWith(".onmicrosoft.com") && host !== own) {
    return { message: "The domain is another tenant's.", expected: `${scheme}://${own}${path}` };
  }
  return undefined;
}

import type { Application, Directory } from "../../state.ts";
import { badRequest, GraphError, objectConflict } from "../errors.ts";

/**
 * The rules of identifier URIs: absolute, no other application's, and of a verified domain, the tenant or the application
 * itself; applications of one tenant with tokens of version 2 are free, and so is `api://` of those of several
 * ("Restrictions on identifier URIs", Entra's documentation). Throws a GraphError.
 */
export function checkIdentifierUris(directory: Directory, before: Application, after: Application): void {
  const added = after.identifierUris.filter((uri) => !before.identifierUris.includes(uri));
  for (const uri of added) checkForm(directory, after, uri);
  if (new Set(after.identifierUris).size < after.identifierUris.length) {
    throw badRequest("Request contains a property with duplicate values.", [
      {
        code: "DuplicateValue",
        message: "Request contains a property with duplicate values.",
        target: "identifierUris",
      },
    ]);
  }
  const others = Object.values(directory.applications).filter(({ id }) => id !== after.id);
  if (others.some(({ identifierUris }) => identifierUris.some((uri) => added.includes(uri)))) {
    throw objectConflict("identifierUris");
  }
}

function checkForm({ domains, tenantId }: Directory, { appId, api, signInAudience }: Application, uri: string): void {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(uri) && URL.canParse(uri) ? new URL(uri) : undefined;
  if (!url || uri.includes("#") || uri.includes("?") || uri.length > 255) {
    // The words are Entra's; that Graph gives them with this code was not found.
    throw badRequest(`Invalid value specified for property 'identifierUris' of resource 'Application'.`, [
      { code: "InvalidValue", message: `'${uri}' is not an identifier URI.`, target: "identifierUris" },
    ]);
  }
  const single = signInAudience === "AzureADMyOrg";
  if (single ? api.requestedAccessTokenVersion === 2 : url.protocol === "api:") return;
  const host = url.host.toLowerCase();
  const verified = domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  const own = url.protocol === "api:" && [appId, tenantId].some((id) => uri.toLowerCase().split("/").includes(id));
  if ((verified && ["https:", "http:", "api:"].includes(url.protocol)) || own) return;
  throw new GraphError(
    400,
    "HostNameNotOnVerifiedDomain",
    `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'`,
    { details: [{ code: "HostNameNotOnVerifiedDomain", message: uri, target: "identifierUris" }] },
  );
}

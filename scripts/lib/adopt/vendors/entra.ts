import type { ReadableDirectory } from "../../vendors/microsoft/DirectoryAccess.ts";
import type { Finder } from "../Finder.ts";

interface GraphObject {
  readonly id: string;
}

const newSecret =
  "nobody can read the secret of an application: a new one is made beside those that there are, which are removed by hand once nobody uses them";

/** How hashicorp/terraform-provider-azuread imports its types: paths below Graph's version. */
export const entraFinders: Readonly<Record<string, Finder | string>> = {
  "azuread:index/application:Application": async ({ resource, text }, vendors) => {
    const name = text("displayName");
    if (name === undefined) return [];
    const path = `/applications?$filter=${filter("displayName", name)}`;
    interface Application extends GraphObject {
      readonly appId: string;
      readonly displayName: string;
    }
    // Graph's filters have been seen to overlook case.
    const found = await vendors.directory(resource).list<Application>(path);
    return found
      .filter(({ displayName }) => displayName === name)
      .map(({ id, appId }) => ({ importId: `/applications/${id}`, facts: { clientId: appId } }));
  },
  "azuread:index/applicationIdentifierUri:ApplicationIdentifierUri": async ({ resource, text, ref }, vendors) => {
    const application = await ref("applicationId");
    const found = await vendors.directory(resource).find<{ readonly identifierUris?: readonly string[] }>(application);
    const said = text("identifierUri");
    // What the program does not know yet ends in the client id: `api://{id}`, or `https://{domain}/{id}` in B2C.
    const end = said ?? `/${await ref("applicationId", "clientId")}`;
    const uris = (found?.identifierUris ?? []).filter((uri) => (said === undefined ? uri.endsWith(end) : uri === said));
    return uris.map((uri) => ({
      importId: `${application}/identifierUris/${Buffer.from(uri).toString("base64")}`,
    }));
  },
  "azuread:index/servicePrincipal:ServicePrincipal": async ({ resource, ref }, vendors) => {
    const path = `/servicePrincipals?$filter=${filter("appId", await ref("clientId", "clientId"))}`;
    const found = await vendors.directory(resource).list<GraphObject>(path);
    return found.map(({ id }) => ({ importId: `/servicePrincipals/${id}`, facts: { id } }));
  },
  "azuread:index/appRoleAssignment:AppRoleAssignment": async ({ resource, text, ref }, vendors) => {
    const [api, client] = [await ref("resourceObjectId"), await ref("principalObjectId")];
    const directory = vendors.directory(resource);
    interface Assignment extends GraphObject {
      readonly principalId: string;
      readonly appRoleId: string;
    }
    const all = await directory.list<Assignment>(`/servicePrincipals/${segment(api)}/appRoleAssignedTo`);
    return all
      .filter(({ principalId, appRoleId }) => principalId === client && appRoleId === text("appRoleId"))
      .map(({ id }) => ({ importId: `/servicePrincipals/${api}/appRoleAssignedTo/${id}` }));
  },
  "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential": async (
    { resource, text, ref },
    vendors,
  ) => {
    const application = await ref("applicationId");
    const all = await vendors
      .directory(resource)
      .list<GraphObject & { readonly name: string }>(`${application}/federatedIdentityCredentials`);
    const objectId = application.slice("/applications/".length);
    return all
      .filter(({ name }) => name === text("displayName"))
      .map(({ id }) => ({ importId: `${objectId}/federatedIdentityCredential/${id}` }));
  },
  "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant": async (
    { resource, ref },
    vendors,
  ) => {
    const [client, api] = [await ref("servicePrincipalObjectId"), await ref("resourceServicePrincipalObjectId")];
    const grants = await grantsOf(vendors.directory(resource), client);
    return grants
      .filter(({ resourceId, consentType }) => resourceId === api && consentType === "AllPrincipals")
      .map(({ id }) => ({ importId: `/oauth2PermissionGrants/${id}` }));
  },
  "azuread:index/user:User": async ({ resource, text }, vendors) => {
    const name = text("userPrincipalName");
    if (name === undefined) return [];
    const found = await vendors.directory(resource).find<GraphObject>(`/users/${segment(name)}`);
    return found === undefined ? [] : [{ importId: `/users/${found.id}`, facts: { id: found.id } }];
  },
  "azuread:index/applicationPassword:ApplicationPassword": newSecret,
};

interface DelegatedGrant extends GraphObject {
  readonly resourceId: string;
  readonly consentType: string;
}

function grantsOf(directory: ReadableDirectory, client: string): Promise<readonly DelegatedGrant[]> {
  return directory.list(`/oauth2PermissionGrants?$filter=${filter("clientId", client)}`);
}

function filter(property: string, value: string): string {
  return encodeURIComponent(`${property} eq '${value.replaceAll("'", "''")}'`);
}

function segment(text: string): string {
  return encodeURIComponent(text);
}

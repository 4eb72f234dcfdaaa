import { json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { Directory } from "../../state.ts";
import { EntraError, tokenHeaders } from "../EntraError.ts";
import { required } from "../parameters.ts";
import { appAccessToken, type AuthenticatedClient } from "../tokens/accessToken.ts";
import { expiresIn } from "../tokens/lifetime.ts";
import { findResource, type Resource } from "./findResource.ts";
import type { TokenRequest } from "./TokenRequest.ts";

/** The client credentials grant: a token for one resource, with all the app roles that the client was given there. */
export async function grantClientCredentials(request: TokenRequest): Promise<SandboxResponse> {
  const { call, directory, client } = request;
  const resource = findResource(directory, resourceName(request));
  checkAssignment(directory, client, resource);
  const accessToken = await appAccessToken(directory, client, resource, call.seconds);
  return json(200, grantedBody(request, resource, accessToken), tokenHeaders(call));
}

/** The v1.0 endpoint gives numbers as text [rec]. */
function grantedBody({ call, endpointVersion }: TokenRequest, resource: Resource, accessToken: string): object {
  return endpointVersion === 2
    ? { token_type: "Bearer", expires_in: expiresIn, ext_expires_in: expiresIn, access_token: accessToken }
    : {
        token_type: "Bearer",
        expires_in: `${expiresIn}`,
        ext_expires_in: `${expiresIn}`,
        expires_on: `${call.seconds + 3600}`,
        not_before: `${call.seconds - 300}`,
        resource: resource.name,
        access_token: accessToken,
      };
}

function resourceName({ parameters, endpointVersion }: TokenRequest): string {
  if (endpointVersion === 1) return required(parameters, "resource");
  const scope = required(parameters, "scope");
  const name = /^(\S+)\/\.default$/.exec(scope.trim())?.[1];
  if (name !== undefined) return name;
  throw new EntraError(
    400,
    "invalid_scope",
    1002012,
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  );
}

/** An API that requires assignment gives tokens to no application without an assignment, its own included [doc]. */
function checkAssignment(
  directory: Directory,
  { application, servicePrincipal }: AuthenticatedClient,
  resource: Resource,
) {
  const { principal } = resource;
  if (!principal.appRoleAssignmentRequired || isAssigned(directory, servicePrincipal.id, principal.id)) return;
  const displayName = Object.values(directory.applications).find(({ appId }) => appId === resource.appId)?.displayName;
  throw new EntraError(
    400,
    "invalid_grant",
    501051,
    `Application '${application.appId}'(${application.displayName}) is not assigned to a role for the application '${resource.name}'(${displayName ?? resource.name}).`,
  );
}

/** Whether a principal was given access to a resource, with a role or without one. */
export function isAssigned({ appRoleAssignments }: Directory, principalId: string, resourceId: string): boolean {
  return Object.values(appRoleAssignments).some(
    (assignment) => assignment.principalId === principalId && assignment.resourceId === resourceId,
  );
}

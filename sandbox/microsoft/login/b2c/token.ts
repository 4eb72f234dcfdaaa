import { basicCredentials } from "../../../http/basicCredentials.ts";
import { json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { findApplication, findServicePrincipal, rolesOf } from "../../find.ts";
import { graphAppId } from "../../graphServicePrincipal.ts";
import type { Application, Directory, ServicePrincipal } from "../../state.ts";
import { checkSecret } from "../checkSecret.ts";
import { isAssigned } from "../entra/clientCredentials.ts";
import { findResource, type Resource } from "../entra/findResource.ts";
import { EntraError, tokenHeaders } from "../EntraError.ts";
import { noteUnsupported, type LoginCall } from "../LoginCall.ts";
import { signToken } from "../tokens/signToken.ts";
import { B2cError, internalError, missingB2cParameter } from "./B2cError.ts";
import { findPolicy, type PolicyPath, type PolicyPlace } from "./findPolicy.ts";
import { noSuchPlace } from "./noSuchPlace.ts";
import { readForm } from "./readForm.ts";

const lifeSeconds = 3600;

/** A policy's token endpoint, for the client credentials grant (a preview of B2C's). */
export async function token(call: LoginCall, path: PolicyPath): Promise<SandboxResponse> {
  const place = findPolicy(call, path);
  if (place === undefined) return noSuchPlace();
  const parameters = await readForm(call.request);
  checkGrant(call, parameters);
  const client = authenticate(call, place, parameters);
  const resource = readResource(place.directory, parameters);
  const { principal } = resource;
  if (principal.appRoleAssignmentRequired && !isAssigned(place.directory, client.servicePrincipal.id, principal.id)) {
    throw noPermissions();
  }
  const accessToken = await mint(call, place, client, resource);
  const body = {
    access_token: accessToken,
    token_type: "Bearer",
    not_before: call.seconds,
    expires_in: lifeSeconds,
    expires_on: call.seconds + lifeSeconds,
    resource: resource.appId,
  };
  return json(200, body, tokenHeaders(call));
}

interface Client {
  readonly application: Application;
  readonly servicePrincipal: ServicePrincipal;
}

function checkGrant(call: LoginCall, parameters: URLSearchParams): void {
  const grantType = requiredField(parameters, "grant_type");
  if (grantType === "client_credentials") return;
  if (["authorization_code", "refresh_token", "password"].includes(grantType)) {
    noteUnsupported(call, `the sandbox's B2C has no grant of the type ${grantType}`);
  }
  const text = `The supplied grant_type [${grantType}] is not supported.`;
  throw new B2cError(400, "unsupported_grant_type", 90086, text);
}

function authenticate({ request, now }: LoginCall, place: PolicyPlace, parameters: URLSearchParams): Client {
  const { directory, policy } = place;
  if (parameters.has("client_assertion")) {
    const text = `Policy '${policy.name}' does not contain a AuthorizationTechnicalProfile with a corresponding ClientAssertionType.`;
    throw new B2cError(400, "invalid_request", 99027, text);
  }
  const basic = parameters.has("client_secret") ? undefined : basicCredentials(request);
  const clientId = parameters.get("client_id") ?? basic?.id;
  if (!clientId)
    throw new B2cError(400, "invalid_request", 90008, "The request does not contain a client id parameter.");
  const application = findApplication(directory, clientId.toLowerCase());
  const servicePrincipal = application && findServicePrincipal(directory, application.appId);
  if (application === undefined || servicePrincipal === undefined) {
    const text = `The client id '${clientId}' specified in the request is not registered in tenant '${directory.domains[0] ?? directory.name}'.`;
    throw new B2cError(400, "unauthorized_client", 90018, text);
  }
  const secret = parameters.get("client_secret") ?? basic?.secret;
  if (secret === undefined) {
    const text = "Clients must send a client_secret when redeeming a confidential grant.";
    throw new B2cError(400, "invalid_request", 90079, text);
  }
  if (checkSecret(application, secret, now) !== "valid") {
    const text =
      "The specified client_secret does not match the expected value for this client. Please correct the client_secret and try again.";
    throw new B2cError(400, "invalid_client", 90081, text);
  }
  if (!servicePrincipal.accountEnabled) {
    const text = `The provided application with ID '${application.appId}' is disabled for the tenant '${directory.tenantId}'. Please enable the application and try again.`;
    throw new B2cError(400, "unauthorized_client", 90092, text);
  }
  // B2C's endpoints serve applications that take every kind of account alone: github.com/MicrosoftDocs/azure-docs, pull
  // request 115562 [obs].
  if (application.signInAudience !== "AzureADandPersonalMicrosoftAccount") throw internalError();
  return { application, servicePrincipal };
}

/** Of `{identifier URI}/.default`; another scope, or that of an API that is not there, is an internal error to B2C [obs]. */
function readResource(directory: Directory, parameters: URLSearchParams): Resource {
  const scope = parameters.get("scope") ?? "";
  if (scope === "")
    throw new B2cError(400, "invalid_request", 90010, "The request does not contain a scope parameter.");
  const name = /^(\S+)\/\.default$/.exec(scope.trim())?.[1];
  if (name === undefined) throw internalError();
  try {
    const resource = findResource(directory, name);
    // Microsoft Graph gives its tokens at login.microsoftonline.com alone.
    if (resource.appId !== graphAppId) return resource;
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
  }
  throw internalError();
}

function noPermissions(): B2cError {
  const text =
    "This application does not have sufficient permissions against this web resource to perform the operation.";
  return new B2cError(400, "unauthorized_client", 90205, text);
}

/**
 * The token (learn.microsoft.com, "Set up OAuth 2.0 client credentials flow in Azure Active Directory B2C"): the API's
 * client id in `aud`, the app roles that the client was given in `scp`; `ver` is 1.0 whatever the API asks for [obs].
 */
async function mint(
  { seconds }: LoginCall,
  { directory, policy, issuer }: PolicyPlace,
  { application, servicePrincipal }: Client,
  resource: Resource,
): Promise<string> {
  const roles = rolesOf(directory, servicePrincipal.id, resource.principal);
  const claims = {
    iss: issuer,
    exp: seconds + lifeSeconds,
    nbf: seconds,
    aud: resource.appId,
    sub: servicePrincipal.id,
    tid: directory.tenantId,
    ...(roles.length > 0 && { scp: roles.join(" ") }),
    azp: application.appId,
    ver: "1.0",
    iat: seconds,
  };
  return signToken(policy, claims, 2);
}

function requiredField(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name) ?? "";
  if (value === "") throw missingB2cParameter(name);
  return value;
}

import type { Application, Directory } from "../state.ts";
import { EntraError, type EntraErrorName } from "./EntraError.ts";
import { noteUnsupported, type LoginCall } from "./LoginCall.ts";

/**
 * The refusals that several operations share. Codes, `error` and statuses are those of recorded answers and of the list
 * of error codes (learn.microsoft.com, "Microsoft Entra authentication & authorization error codes"); where the list has a
 * name and no text, the words are the sandbox's.
 */

export function tenantNotFound(name: string, error: "invalid_request" | "invalid_tenant"): EntraError {
  return new EntraError(
    400,
    error,
    90002,
    `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
}

export function notATenant(name: string, error: "invalid_request" | "invalid_tenant"): EntraError {
  return new EntraError(
    400,
    error,
    900023,
    `Specified tenant identifier '${name}' is neither a valid DNS name, nor a valid external domain.`,
  );
}

export function unknownApplication(clientId: string, directoryName: string): EntraError {
  return new EntraError(
    400,
    "unauthorized_client",
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${directoryName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  );
}

export function notMultiTenant({ appId, displayName }: Application): EntraError {
  return new EntraError(
    400,
    "invalid_request",
    50194,
    `Application '${appId}'(${displayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
  );
}

export function missingServicePrincipal(clientId: string, { tenantId }: Directory): EntraError {
  return new EntraError(
    401,
    "invalid_client",
    7000229,
    `The client application ${clientId} is missing service principal in the tenant ${tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
  );
}

export function applicationDisabled({ appId, displayName }: Application): EntraError {
  return new EntraError(401, "unauthorized_client", 7000112, `Application '${appId}'(${displayName}) is disabled.`);
}

/** Entra says "body" of parameters in a query too. */
export function missingParameter(name: string): EntraError {
  return new EntraError(
    400,
    "invalid_request",
    900144,
    `The request body must contain the following parameter: '${name}'.`,
  );
}

export function duplicateParameter(name: string): EntraError {
  return new EntraError(
    400,
    "invalid_request",
    9000411,
    `The request is not properly formatted. The parameter '${name}' is duplicated.`,
  );
}

export function resourceNotFound(resource: string, directoryName: string): EntraError {
  return new EntraError(
    400,
    "invalid_resource",
    500011,
    `The resource principal named ${resource} was not found in the tenant named ${directoryName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}

export function resourceDisabled(resource: string): EntraError {
  return new EntraError(
    400,
    "invalid_resource",
    500014,
    `The service principal for resource '${resource}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.`,
  );
}

export function userDisabled(): EntraError {
  return new EntraError(400, "invalid_grant", 50057, "The user account is disabled.");
}

export function notConsented({ appId, displayName }: Application, error: EntraErrorName): EntraError {
  return new EntraError(
    400,
    error,
    65001,
    `The user or administrator has not consented to use the application with ID '${appId}' named '${displayName}'. Send an interactive authorization request for this user and resource.`,
  );
}

/** Notes it, too: the rehearsal fails by what the sandbox cannot answer as Entra would. */
export function unsupported(call: LoginCall, reason: string): EntraError {
  noteUnsupported(call, reason);
  return new EntraError(501, "server_error", 90010, `Not supported: ${reason}.`);
}

/** The refusal that Entra gives with a status, for faults that are asked for. */
export function errorOfStatus(status: number): EntraError {
  if (status === 429) {
    return new EntraError(429, "temporarily_unavailable", 90055, "There are too many incoming requests.");
  }
  return status >= 500
    ? new EntraError(status, "temporarily_unavailable", 90033, "A transient error has occurred. Please try again.")
    : new EntraError(status, "invalid_request", 90023, "Invalid request.");
}

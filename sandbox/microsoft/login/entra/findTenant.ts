import { findApplication, findDirectory } from "../../find.ts";
import type { Directory, MicrosoftState } from "../../state.ts";
import type { EntraError } from "../EntraError.ts";
import { guid, type LoginCall } from "../LoginCall.ts";
import { notATenant, notMultiTenant, tenantNotFound, unknownApplication, unsupported } from "../refusals.ts";

/** What stands for a tenant in a path without being one. */
export const genericTenants: readonly string[] = ["common", "organizations", "consumers"];

/**
 * The directory that a path names, by tenant id or verified domain.
 * @param error the `error` that the endpoint gives to an unknown tenant
 */
export function findTenant(
  state: MicrosoftState,
  name: string,
  error: "invalid_request" | "invalid_tenant" = "invalid_request",
): Directory {
  const directory = findDirectory(state, name);
  if (directory) return directory;
  throw guid.test(name) || name.includes(".") ? tenantNotFound(name, error) : notATenant(name, error);
}

/** The same, for a request of an application: `common` and its like are for applications of several tenants alone. */
export function findTenantFor(call: LoginCall, name: string, clientId: string): Directory {
  if (!genericTenants.includes(name.toLowerCase())) return findTenant(call.state, name);
  throw genericTenantRefusal(call, name, clientId);
}

function genericTenantRefusal(call: LoginCall, name: string, clientId: string): EntraError {
  const applications = Object.values(call.state.directories).map((directory) => findApplication(directory, clientId));
  const application = applications.find((found) => found !== undefined);
  if (application === undefined) return unknownApplication(clientId, name);
  return application.signInAudience === "AzureADMyOrg"
    ? notMultiTenant(application)
    : unsupported(call, `the sandbox serves no applications of several tenants at /${name}`);
}

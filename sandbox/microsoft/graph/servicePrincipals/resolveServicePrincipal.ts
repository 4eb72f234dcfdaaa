import { findServicePrincipal } from "../../find.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { ServicePrincipal } from "../../state.ts";
import { invalidObjectIdentifier, notFound } from "../errors.ts";
import { replicationOf } from "../Replication.ts";
import { isGuid } from "../wire.ts";

/** The service principal that a path names, by object id or as `appId=…`. Throws a GraphError where there is none. */
export function resolveServicePrincipal(
  call: Pick<GraphCall, "directory" | "state" | "context">,
  key: string,
): ServicePrincipal {
  const { directory } = call;
  if (!key.startsWith("appId=")) {
    if (!isGuid(key)) throw invalidObjectIdentifier(key);
    const principal = directory.servicePrincipals[key.toLowerCase()];
    if (!principal) throw notFound(key);
    return principal;
  }
  const appId = key.slice("appId=".length);
  const principal = findServicePrincipal(directory, appId.toLowerCase());
  if (!principal || !replicationOf(call).sees(principal.id)) throw notFound(appId);
  return principal;
}

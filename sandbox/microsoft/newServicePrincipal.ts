import { randomUUID } from "node:crypto";
import type { Application, ServicePrincipal } from "./state.ts";

/** The service principal of a registration, in its own directory, as Graph makes it where nothing else is said. */
export function newServicePrincipal({ id, appId }: Application, now: Date): ServicePrincipal {
  return {
    id: randomUUID(),
    appId,
    applicationId: id,
    createdDateTime: now.toISOString(),
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    owners: [],
    rest: {},
  };
}

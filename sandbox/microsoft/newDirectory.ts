import { randomUUID } from "node:crypto";
import type { SandboxDirectory } from "../SandboxDirectory.ts";
import type { DirectoryCredentials } from "../Vendor.ts";
import { relationId } from "./graph/wire.ts";
import { graphServicePrincipal } from "./graphServicePrincipal.ts";
import { newApplication } from "./newApplication.ts";
import { newServicePrincipal } from "./newServicePrincipal.ts";
import type { AppRoleAssignment, Application, Directory } from "./state.ts";

/**
 * A directory as it is before anything is declared in it: Microsoft Graph's service principal, and one application that
 * may do everything that the program and the scripts do.
 */
export function newDirectory(made: SandboxDirectory, operator: DirectoryCredentials, now: Date): Directory {
  const graph = graphServicePrincipal(now);
  const application = operatorApplication(operator, now);
  const servicePrincipal = newServicePrincipal(application, now);
  const assignments = (graph.appRoles ?? []).map((role): AppRoleAssignment => ({
    id: relationId(),
    createdDateTime: now.toISOString(),
    appRoleId: role.id,
    principalId: servicePrincipal.id,
    principalType: "ServicePrincipal",
    resourceId: graph.id,
  }));
  return {
    tenantId: made.tenantId,
    kind: made.kind,
    name: made.name,
    created: now.toISOString(),
    domains: [`${made.name}.onmicrosoft.com`, ...made.domains],
    policies: made.policies.map((name) => ({ name, issuerForm: "tenant" })),
    loginHosts: [...made.loginHosts],
    applications: { [application.id]: application },
    servicePrincipals: { [graph.id]: graph, [servicePrincipal.id]: servicePrincipal },
    users: {},
    appRoleAssignments: Object.fromEntries(assignments.map((assignment) => [assignment.id, assignment])),
    oauth2PermissionGrants: {},
    deletedItems: {},
    codes: {},
    sessions: {},
  };
}

function operatorApplication({ clientId, clientSecret }: DirectoryCredentials, now: Date): Application {
  return {
    ...newApplication("Operator", now),
    appId: clientId,
    passwordCredentials: [
      {
        keyId: randomUUID(),
        displayName: "operator",
        hint: clientSecret.slice(0, 3),
        startDateTime: now.toISOString(),
        endDateTime: new Date(now.getTime() + 730 * 86_400_000).toISOString(),
        secretText: clientSecret,
      },
    ],
  };
}

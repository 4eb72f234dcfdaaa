import type { Application, Directory, MicrosoftState, ServicePrincipal, User } from "./state.ts";

/** A directory by tenant id or by one of its verified domains, in any case; undefined where there is none. */
export function findDirectory({ directories }: MicrosoftState, name: string): Directory | undefined {
  const wanted = name.toLowerCase();
  return Object.values(directories).find(
    ({ tenantId, domains }) => tenantId === wanted || domains.some((domain) => domain.toLowerCase() === wanted),
  );
}

export function findApplication({ applications }: Directory, appId: string): Application | undefined {
  return Object.values(applications).find((application) => application.appId === appId);
}

export function findServicePrincipal({ servicePrincipals }: Directory, appId: string): ServicePrincipal | undefined {
  return Object.values(servicePrincipals).find((principal) => principal.appId === appId);
}

/** In any case, as Entra compares them. */
export function findUser({ users }: Directory, userPrincipalName: string): User | undefined {
  const wanted = userPrincipalName.toLowerCase();
  return Object.values(users).find((user) => user.userPrincipalName.toLowerCase() === wanted);
}

/** The values of the app roles that a principal was given at a resource. */
export function rolesOf(
  { appRoleAssignments }: Directory,
  principalId: string,
  resource: Pick<ServicePrincipal, "id"> & { readonly appRoles: Application["appRoles"] },
): readonly string[] {
  const given = Object.values(appRoleAssignments).filter(
    (assignment) => assignment.principalId === principalId && assignment.resourceId === resource.id,
  );
  return resource.appRoles.flatMap(({ id, value, isEnabled }) =>
    isEnabled && value !== null && given.some(({ appRoleId }) => appRoleId === id) ? [value] : [],
  );
}

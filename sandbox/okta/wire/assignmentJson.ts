import type { App, GroupAssignment, User } from "../state.ts";
import { link } from "./links.ts";

/** Members and their order as in recorded answers. */
export function groupAssignmentJson(app: App, assignment: GroupAssignment, baseUrl: string): object {
  const { id, lastUpdated, priority, profile } = assignment;
  const appUrl = `${baseUrl}/api/v1/apps/${app.id}`;
  return {
    ...{ id, lastUpdated, priority, profile },
    _links: {
      app: link(appUrl),
      self: link(`${appUrl}/groups/${id}`),
      group: link(`${baseUrl}/api/v1/groups/${id}`),
    },
  };
}

/** @param scope `USER` for somebody who is assigned by name, `GROUP` for a member of a group */
export function appUserJson(
  app: App,
  user: User,
  { scope, created }: { readonly scope: "USER" | "GROUP"; readonly created: string },
  baseUrl: string,
): object {
  const { firstName, lastName, email, login } = user.profile;
  return {
    id: user.id,
    externalId: null,
    ...{ created, lastUpdated: created },
    scope,
    status: "ACTIVE",
    statusChanged: created,
    passwordChanged: null,
    syncState: "DISABLED",
    credentials: { userName: login },
    profile: { name: `${firstName} ${lastName}`, given_name: firstName, family_name: lastName, email },
    _links: {
      app: link(`${baseUrl}/api/v1/apps/${app.id}`),
      user: link(`${baseUrl}/api/v1/users/${user.id}`),
    },
  };
}

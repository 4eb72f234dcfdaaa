import type { App, Org, User } from "../state.ts";
import { peopleOf } from "./peopleOf.ts";

/** Whether somebody is in a group; in everyone's group is who is not deactivated. */
export function isMember(org: Org, groupId: string, user: User): boolean {
  if (groupId === org.everyoneGroupId) return user.status !== "DEPROVISIONED";
  return peopleOf(org).groups.some(({ id, members }) => id === groupId && members.includes(user.id));
}

/**
 * Whether somebody may sign in to an application: everyone where Federation Broker Mode is on (`implicitAssignment`),
 * otherwise who is assigned, by name or as a member of a group.
 */
export function isAssigned(org: Org, app: App, user: User): boolean {
  if (app.rest.implicitAssignment) return true;
  return isAssignedByName(app, user) || isAssignedByGroup(org, app, user);
}

export function isAssignedByName({ userAssignments = [] }: App, user: User): boolean {
  return userAssignments.some(({ id }) => id === user.id);
}

export function isAssignedByGroup(org: Org, { groupAssignments = [] }: App, user: User): boolean {
  return groupAssignments.some(({ id }) => isMember(org, id, user));
}

import type { Group, Org } from "../state.ts";
import { link } from "./links.ts";

/** A group with its type: `BUILT_IN` for everyone's, `OKTA_GROUP` for those that were made in Okta. */
export interface TypedGroup extends Omit<Group, "members"> {
  readonly type: "BUILT_IN" | "OKTA_GROUP";
}

export function everyoneGroup({ everyoneGroupId, created }: Org): TypedGroup {
  const times = { created, lastUpdated: created, lastMembershipUpdated: created };
  return {
    id: everyoneGroupId,
    ...times,
    type: "BUILT_IN",
    name: "Everyone",
    description: "All users in your organization",
  };
}

/** Members and their order as in recorded answers, without the logo. */
export function groupJson(group: TypedGroup, baseUrl: string): object {
  const { id, created, lastUpdated, lastMembershipUpdated, type, name, description } = group;
  const self = `${baseUrl}/api/v1/groups/${id}`;
  return {
    ...{ id, created, lastUpdated, lastMembershipUpdated },
    objectClass: ["okta:user_group"],
    type,
    profile: { name, description },
    _links: { users: link(`${self}/users`), apps: link(`${self}/apps`) },
  };
}

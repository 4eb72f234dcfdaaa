import { string } from "../../lib/Property.ts";
import { defineResource } from "../../lib/ResourceDefinition.ts";
import { isStatus, segment } from "../client/JumpCloudClient.ts";
import type { JumpCloudClient } from "../client/JumpCloudClient.ts";
import { edgeOf } from "./fields.ts";

const type = "jumpcloud:index/groupMembership:GroupMembership";
const ends = (id: string): readonly [groupId: string, userId: string] => edgeOf(type, "groupId/userId", id);
const members = (groupId: string): string => `/api/v2/usergroups/${segment(groupId)}/members`;

/**
 * `jumpcloud:index/groupMembership:GroupMembership`: a person in a group. One who is in it already counts as made, as
 * nothing else is known of a membership than that it is there.
 */
export const groupMembership = defineResource<JumpCloudClient>()({
  type,
  description: "A person in a user group. Its id, by which it is imported, is groupId/userId.",
  inputs: {
    groupId: string({ required: true, forceNew: true, description: "Of the UserGroup." }),
    userId: string({ required: true, forceNew: true, description: "Of the User." }),
  },
  outputs: {},

  async create(jumpcloud, { groupId, userId }) {
    await jumpcloud.addEdge(members(groupId), "user", userId);
    return { id: `${groupId}/${userId}` };
  },

  async read(jumpcloud, id) {
    const [groupId, userId] = ends(id);
    // A person is in few groups, while a group may have thousands of members.
    const groups = await jumpcloud.list(`/api/v2/users/${segment(userId)}/memberof`).catch((error: unknown) => {
      if (isStatus(error, 404)) return [];
      throw error;
    });
    return groups.some((group) => group["id"] === groupId) ? { groupId, userId } : undefined;
  },

  async delete(jumpcloud, id) {
    const [groupId, userId] = ends(id);
    await jumpcloud.removeEdge(members(groupId), "user", userId);
  },
});

import { string } from "../../lib/Property.ts";
import { defineResource } from "../../lib/ResourceDefinition.ts";
import { isStatus, segment } from "../client/JumpCloudClient.ts";
import type { JumpCloudClient } from "../client/JumpCloudClient.ts";
import { at, edgeOf } from "./fields.ts";

const type = "jumpcloud:index/applicationAssociation:ApplicationAssociation";
const ends = (id: string): readonly [applicationId: string, groupId: string] =>
  edgeOf(type, "applicationId/groupId", id);
const associations = (groupId: string): string => `/api/v2/usergroups/${segment(groupId)}/associations`;

/**
 * `jumpcloud:index/applicationAssociation:ApplicationAssociation`: an application that a group's members may use. One that
 * is there already counts as made.
 */
export const applicationAssociation = defineResource<JumpCloudClient>()({
  type,
  description:
    "An application that a group's members may use. Its id, by which it is imported, is applicationId/groupId.",
  inputs: {
    applicationId: string({ required: true, forceNew: true, description: "Of the application." }),
    groupId: string({ required: true, forceNew: true, description: "Of the UserGroup." }),
  },
  outputs: {},

  async create(jumpcloud, { applicationId, groupId }) {
    await jumpcloud.addEdge(associations(groupId), "application", applicationId);
    return { id: `${applicationId}/${groupId}` };
  },

  async read(jumpcloud, id) {
    const [applicationId, groupId] = ends(id);
    const found = await jumpcloud.list(associations(groupId), { targets: "application" }).catch((error: unknown) => {
      if (isStatus(error, 404)) return [];
      throw error;
    });
    return found.some((edge) => at(edge, "to", "id") === applicationId) ? { applicationId, groupId } : undefined;
  },

  async delete(jumpcloud, id) {
    const [applicationId, groupId] = ends(id);
    await jumpcloud.removeEdge(associations(groupId), "application", applicationId);
  },
});

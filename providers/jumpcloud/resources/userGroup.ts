import { boolean, string } from "../../lib/Property.ts";
import { defineResource } from "../../lib/ResourceDefinition.ts";
import { segment } from "../client/JumpCloudClient.ts";
import type { JumpCloudClient, JumpCloudObject } from "../client/JumpCloudClient.ts";
import { JumpCloudConflict } from "../client/JumpCloudError.ts";
import { findUserGroups } from "../client/lookups.ts";
import { idOf } from "./fields.ts";

const collection = "/api/v2/usergroups";
const path = (id: string): string => `${collection}/${segment(id)}`;

/** What a PUT of a group may say (docs.jumpcloud.com, API 2.0, UserGroupPut); what it leaves out, JumpCloud clears. */
const writable = [
  "attributes",
  "description",
  "email",
  "memberQuery",
  "memberQueryExemptions",
  "memberSuggestionsNotify",
  "membershipAutomated",
  "name",
] as const;

/** `jumpcloud:index/userGroup:UserGroup`: a group of people, whose members are resources of their own. */
export const userGroup = defineResource<JumpCloudClient>()({
  type: "jumpcloud:index/userGroup:UserGroup",
  description: "A group of people; its members are GroupMemberships. Imported by its id.",
  inputs: {
    name: string({ required: true, description: "Unique in the organisation." }),
    description: string({ description: "For administrators." }),
    adoptExisting: boolean({
      default: false,
      creationOnly: true,
      unreturned: true,
      description: "Take over the group of this name, where there is one, instead of refusing.",
    }),
  },
  outputs: {},
  check: ({ name }) => (name?.trim() === "" ? [{ path: "name", reason: "must not be blank" }] : []),

  async create(jumpcloud, { name, description, adoptExisting }) {
    const [existing] = await findUserGroups(jumpcloud, name);
    if (existing === undefined) {
      const made = await jumpcloud.create(collection, { name, ...(description === undefined ? {} : { description }) });
      return { id: idOf(made) };
    }
    const id = idOf(existing);
    if (!adoptExisting) {
      throw new JumpCloudConflict(
        `there is a user group "${name}" already (id ${id}). ` +
          "Set adoptExisting to take it over, import it by that id, or choose another name.",
      );
    }
    if (description !== undefined) await replace(jumpcloud, id, existing, { name, description });
    return { id };
  },

  async read(jumpcloud, id) {
    const found = await jumpcloud.find(path(id));
    return found && { name: found["name"], description: found["description"] };
  },

  async update(jumpcloud, id, { inputs: { name, description = "" } }) {
    await replace(jumpcloud, id, await jumpcloud.get(path(id)), { name, description });
    return undefined;
  },

  delete: (jumpcloud, id) => jumpcloud.delete(path(id)),
});

/** A PUT clears what it leaves out, such as the attributes that others set: so it says all that is there. */
async function replace(
  jumpcloud: JumpCloudClient,
  id: string,
  current: JumpCloudObject,
  changes: object,
): Promise<void> {
  const kept = writable.flatMap((name) => {
    const value = current[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  await jumpcloud.put(path(id), { ...Object.fromEntries(kept), ...changes });
}

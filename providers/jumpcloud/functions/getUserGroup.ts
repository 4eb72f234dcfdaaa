import { string } from "../../lib/Property.ts";
import { defineFunction } from "../../lib/ResourceDefinition.ts";
import type { JumpCloudClient } from "../client/JumpCloudClient.ts";
import { JumpCloudConflict } from "../client/JumpCloudError.ts";
import { findUserGroups } from "../client/lookups.ts";
import { idOf } from "../resources/fields.ts";

/** `jumpcloud:index/getUserGroup:getUserGroup`: the user group of a name. */
export const getUserGroup = defineFunction<JumpCloudClient>()({
  token: "jumpcloud:index/getUserGroup:getUserGroup",
  description: "The user group of a name; fails where there is none.",
  inputs: { name: string({ required: true, description: "The whole name." }) },
  outputs: {
    id: { type: { kind: "string" } },
    name: { type: { kind: "string" } },
    description: { type: { kind: "string" } },
  },
  async call(jumpcloud, { name }) {
    const [group] = await findUserGroups(jumpcloud, name);
    if (group === undefined) throw new JumpCloudConflict(`there is no user group "${name}"`);
    return { id: idOf(group), name: group["name"], description: group["description"] };
  },
});

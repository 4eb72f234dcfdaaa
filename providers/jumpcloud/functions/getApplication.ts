import { string } from "../../lib/Property.ts";
import { defineFunction } from "../../lib/ResourceDefinition.ts";
import { segment } from "../client/JumpCloudClient.ts";
import type { JumpCloudClient, JumpCloudObject } from "../client/JumpCloudClient.ts";
import { JumpCloudConflict } from "../client/JumpCloudError.ts";
import { findApplications, labelOf } from "../client/lookups.ts";
import { at, idOf } from "../resources/fields.ts";

/** `jumpcloud:index/getApplication:getApplication`: an application by its id, or by the label that the console shows. */
export const getApplication = defineFunction<JumpCloudClient>()({
  token: "jumpcloud:index/getApplication:getApplication",
  description: "An application by its id or its label; fails where there is none, or more than one.",
  inputs: {
    id: string({ conflictsWith: "name", description: "Either this or the name." }),
    name: string({ description: "The label that the console shows." }),
  },
  outputs: {
    id: { type: { kind: "string" } },
    name: { type: { kind: "string" } },
    active: { type: { kind: "boolean" } },
    ssoType: { type: { kind: "string" } },
  },
  async call(jumpcloud, { id, name }) {
    const found = await find(jumpcloud, id, name);
    return { id: idOf(found), name: labelOf(found), active: found["active"], ssoType: at(found, "sso", "type") };
  },
});

async function find(jumpcloud: JumpCloudClient, id?: string, name?: string): Promise<JumpCloudObject> {
  if (id !== undefined) {
    const found = await jumpcloud.find(`/api/applications/${segment(id)}`);
    if (found) return found;
    throw new JumpCloudConflict(`there is no application with the id ${id}`);
  }
  if (name === undefined) throw new JumpCloudConflict("say which application: its id or its name");
  const found = await findApplications(jumpcloud, name);
  const [application] = found;
  if (application === undefined) throw new JumpCloudConflict(`there is no application labelled "${name}"`);
  if (found.length === 1) return application;
  throw new JumpCloudConflict(
    `several applications are labelled "${name}": say which by its id (${found.map(idOf).join(", ")})`,
  );
}

import { string } from "../../lib/Property.ts";
import { defineFunction } from "../../lib/ResourceDefinition.ts";
import type { JumpCloudClient } from "../client/JumpCloudClient.ts";
import { JumpCloudConflict } from "../client/JumpCloudError.ts";
import { findUsers } from "../client/lookups.ts";
import { idOf } from "../resources/fields.ts";

const text = { type: { kind: "string" } } as const;
const truth = { type: { kind: "boolean" } } as const;

/** `jumpcloud:index/getUser:getUser`: the one person with a company email. */
export const getUser = defineFunction<JumpCloudClient>()({
  token: "jumpcloud:index/getUser:getUser",
  description: "The person with a company email; fails where there is none, or more than one.",
  inputs: { email: string({ required: true, description: "The company email, in any case of letters." }) },
  outputs: {
    id: text,
    username: text,
    email: text,
    firstname: text,
    lastname: text,
    displayname: text,
    activated: truth,
    suspended: truth,
    state: text,
  },
  async call(jumpcloud, { email }) {
    const found = await findUsers(jumpcloud, "email", email);
    const [user] = found;
    if (user === undefined) throw new JumpCloudConflict(`nobody has the company email ${email}`);
    if (found.length > 1) {
      throw new JumpCloudConflict(
        `the company email ${email} belongs to several people: ${found.map(idOf).join(", ")}`,
      );
    }
    return {
      id: idOf(user),
      username: user["username"],
      email: user["email"],
      firstname: user["firstname"],
      lastname: user["lastname"],
      displayname: user["displayname"],
      activated: user["activated"],
      suspended: user["suspended"],
      state: user["state"],
    };
  },
});

import { boolean, string } from "../../lib/Property.ts";
import { defineResource } from "../../lib/ResourceDefinition.ts";
import type { InputFault } from "../../lib/ResourceDefinition.ts";
import { segment } from "../client/JumpCloudClient.ts";
import type { JumpCloudClient, JumpCloudObject } from "../client/JumpCloudClient.ts";
import { JumpCloudConflict } from "../client/JumpCloudError.ts";
import { findUsers } from "../client/lookups.ts";
import { idOf, inKnownCase, textOf } from "./fields.ts";

const collection = "/api/systemusers";
const path = (id: string): string => `${collection}/${segment(id)}`;

/** The fields that are sent and read as they are (docs.jumpcloud.com, API 1.0, systemuserputpost and systemuserput). */
const fields = [
  "username",
  "email",
  "firstname",
  "lastname",
  "displayname",
  "company",
  "department",
  "jobTitle",
  "employeeIdentifier",
  "suspended",
] as const;

/**
 * `jumpcloud:index/user:User`: a person. JumpCloud asks of people who are sent to another identity provider that each has
 * a company email of their own, equal to the email there (jumpcloud.com/support, Get Started: Federated Authentication):
 * so no second one with the same is made.
 */
export const user = defineResource<JumpCloudClient>()({
  type: "jumpcloud:index/user:User",
  description: "A person of the organisation. Imported by its id.",
  inputs: {
    username: string({ required: true, description: "Unique in the organisation." }),
    email: string({ required: true, description: "The company email, unique in the organisation." }),
    firstname: string(),
    lastname: string(),
    displayname: string(),
    company: string(),
    department: string(),
    jobTitle: string(),
    employeeIdentifier: string({ description: "Unique in the organisation." }),
    suspended: boolean({ description: "A suspended person can sign in nowhere." }),
    adoptExisting: boolean({
      default: false,
      creationOnly: true,
      unreturned: true,
      description: "Take over the person with this company email, where there is one, instead of refusing.",
    }),
  },
  outputs: {
    activated: { type: { kind: "boolean" }, description: "Whether the person has a password of JumpCloud's." },
    state: { type: { kind: "string" }, description: "STAGED, ACTIVATED or SUSPENDED." },
  },
  check: checkUser,

  async create(jumpcloud, inputs) {
    const existing = await findUsers(jumpcloud, "email", inputs.email);
    const [found] = existing;
    if (existing.length > 1) throw ambiguous(inputs.email, existing);
    if (found && !inputs.adoptExisting) throw emailTaken(inputs.email, found);
    const [namesake] = await findUsers(jumpcloud, "username", inputs.username);
    if (namesake && (found === undefined || idOf(namesake) !== idOf(found))) {
      throw usernameTaken(inputs.username, namesake);
    }
    if (found) {
      await jumpcloud.put(path(idOf(found)), bodyOf(inputs));
      return { id: idOf(found) };
    }
    return { id: idOf(await jumpcloud.create(collection, bodyOf(inputs))) };
  },

  async read(jumpcloud, id, known) {
    const found = await jumpcloud.find(path(id));
    if (found === undefined) return undefined;
    const seen = Object.fromEntries(fields.map((name) => [name, found[name]]));
    return {
      ...seen,
      email: inKnownCase(found["email"], known.email),
      username: inKnownCase(found["username"], known.username),
      activated: found["activated"],
      state: found["state"],
    };
  },

  async update(jumpcloud, id, { inputs, has }) {
    if (has("email")) {
      const other = (await findUsers(jumpcloud, "email", inputs.email)).find((one) => idOf(one) !== id);
      if (other) throw emailTaken(inputs.email, other);
    }
    const changed = fields.filter((name) => has(name)).map((name) => [name, inputs[name] ?? blankOf(name)] as const);
    await jumpcloud.put(path(id), Object.fromEntries(changed));
    return undefined;
  },

  delete: (jumpcloud, id) => jumpcloud.delete(path(id)),
});

type Fields = Partial<Record<(typeof fields)[number], unknown>>;

function bodyOf(inputs: Fields): object {
  return Object.fromEntries(fields.flatMap((name) => (inputs[name] === undefined ? [] : [[name, inputs[name]]])));
}

function blankOf(name: (typeof fields)[number]): unknown {
  return name === "suspended" ? false : "";
}

function checkUser({
  username,
  email,
}: {
  readonly username?: string;
  readonly email?: string;
}): readonly InputFault[] {
  const faults: InputFault[] = [];
  if (username?.trim() === "") faults.push({ path: "username", reason: "must not be blank" });
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) {
    faults.push({ path: "email", reason: "must be an email address" });
  }
  return faults;
}

function describe(user: JumpCloudObject): string {
  return `"${textOf(user["username"]) ?? ""}" (id ${idOf(user)})`;
}

function emailTaken(email: string, other: JumpCloudObject): JumpCloudConflict {
  return new JumpCloudConflict(
    `the company email ${email} belongs to ${describe(other)} already, and federation needs it to be one person's. ` +
      "Set adoptExisting to take that person over, import it by that id, or use another email.",
  );
}

function ambiguous(email: string, users: readonly JumpCloudObject[]): JumpCloudConflict {
  return new JumpCloudConflict(
    `the company email ${email} belongs to several people: ${users.map(describe).join(", ")}. ` +
      "Federation needs it to be one person's: change the others' first.",
  );
}

function usernameTaken(username: string, other: JumpCloudObject): JumpCloudConflict {
  return new JumpCloudConflict(
    `the username "${username}" belongs to ${describe(other)} with the company email ${String(other["email"])}. ` +
      "Choose another username.",
  );
}

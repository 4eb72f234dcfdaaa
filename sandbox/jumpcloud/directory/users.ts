import { z } from "zod";
import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { parseBody, requiredText } from "../body.ts";
import { conflict } from "../errors.ts";
import { newId, type JumpCloudCall } from "../JumpCloudCall.ts";
import { pageV1, windowOf } from "../lists.ts";
import type { Organization, User } from "../state.ts";
import { take, userOf } from "./find.ts";

/** What the sandbox keeps of a person beside what decides (docs.jumpcloud.com, API 1.0, systemuserputpost). */
const details = {
  firstname: z.string().optional(),
  middlename: z.string().optional(),
  lastname: z.string().optional(),
  displayname: z.string().optional(),
  description: z.string().optional(),
  company: z.string().optional(),
  costCenter: z.string().optional(),
  department: z.string().optional(),
  employeeIdentifier: z.string().optional(),
  employeeType: z.string().optional(),
  jobTitle: z.string().optional(),
  location: z.string().optional(),
  alternateEmail: z.string().optional(),
};

const decisive = {
  username: requiredText.regex(/^[A-Za-z0-9_][A-Za-z0-9_.@-]*$/, "must be letters, digits, _, ., @ and -"),
  email: requiredText.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "must be an email address"),
  suspended: z.boolean().optional(),
};

/** Who has one of these is activated; it is taken, and never shown (docs.jumpcloud.com, API 1.0, systemuserputpost). */
const password = requiredText.optional();

const creation = z.strictObject({ ...decisive, ...details, password });
const change = z.strictObject({
  ...details,
  password,
  username: decisive.username.optional(),
  email: decisive.email.optional(),
  suspended: decisive.suspended,
});

const search = z.strictObject({
  searchFilter: z.strictObject({
    searchTerm: z.string(),
    fields: z.array(z.enum(["username", "email", "firstname", "lastname"])),
  }),
  fields: z.string().optional(),
  limit: z.number().int().min(0).optional(),
  skip: z.number().int().min(0).optional(),
  sort: z.string().optional(),
});

export function listUsers({ organization, request }: JumpCloudCall): SandboxResponse {
  return pageV1(organization.users.map(userJson), windowOf(request));
}

/** Finds parts of the named fields, in any case of letters. */
export function searchUsers({ organization, request }: JumpCloudCall): SandboxResponse {
  const { searchFilter, skip = 0, limit = 10 } = parseBody(search, request);
  const term = searchFilter.searchTerm.toLowerCase();
  const found = organization.users
    .map(userJson)
    .filter((user) => searchFilter.fields.some((field) => textOf(user[field]).toLowerCase().includes(term)));
  return pageV1(found, { skip, limit: Math.min(limit, 100) });
}

export function createUser({ organization, request, now }: JumpCloudCall): SandboxResponse {
  const { username, email, suspended = false, password, ...rest } = parseBody(creation, request);
  refuseTaken(organization, { username, email });
  const user: User = { id: newId(), created: now.toISOString(), username, email, suspended, activated: false, rest };
  if (password !== undefined) activate(user, password);
  organization.users.push(user);
  return json(200, userJson(user));
}

export function getUser(call: JumpCloudCall, { userId }: { userId: string }): SandboxResponse {
  return json(200, userJson(userOf(call, userId)));
}

/** Changes what is said and leaves the rest, though it is a PUT [src]. */
export function updateUser(call: JumpCloudCall, { userId }: { userId: string }): SandboxResponse {
  const user = userOf(call, userId);
  const {
    username = user.username,
    email = user.email,
    suspended = user.suspended,
    password,
    ...rest
  } = parseBody(change, call.request);
  refuseTaken(call.organization, { username, email }, user);
  Object.assign(user, { username, email, suspended, rest: { ...user.rest, ...rest } });
  if (password !== undefined) activate(user, password);
  return json(200, userJson(user));
}

const activation = z.strictObject({ password: requiredText });

/** Plays a person who opens the activation mail and chooses a password, which works once [doc: user states]. */
export function activateUser(call: JumpCloudCall, { userId }: { userId: string }): SandboxResponse {
  const user = userOf(call, userId);
  const { password } = parseBody(activation, call.request);
  if (user.activated) throw conflict("the user is activated already");
  activate(user, password);
  return json(200, userJson(user));
}

export function deleteUser(call: JumpCloudCall, { userId }: { userId: string }): SandboxResponse {
  const { organization } = call;
  const user = userOf(call, userId);
  take(organization.users, user);
  for (const group of organization.groups) group.members = group.members.filter((id) => id !== user.id);
  for (const [value, session] of Object.entries(organization.sessions)) {
    if (session.userId === user.id) Reflect.deleteProperty(organization.sessions, value);
  }
  return json(200, userJson(user));
}

function activate(user: User, password: string): void {
  user.password = password;
  user.activated = true;
}

function userJson({
  id,
  created,
  username,
  email,
  suspended,
  activated,
  rest,
}: User): Readonly<Record<string, unknown>> {
  const state = suspended ? "SUSPENDED" : activated ? "ACTIVATED" : "STAGED";
  return { _id: id, id, created, username, email, suspended, activated, state, ...rest };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Usernames and company emails are each one person's, in any case of letters; the status and words are not confirmed. */
function refuseTaken({ users }: Organization, wanted: Pick<User, "username" | "email">, but?: User): void {
  for (const field of ["username", "email"] as const) {
    const value = wanted[field].toLowerCase();
    if (users.some((user) => user !== but && user[field].toLowerCase() === value)) {
      throw conflict(`${field} is already in use`);
    }
  }
}

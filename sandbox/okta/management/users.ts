import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import { forget } from "../../remember.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { alreadyExists, notFound, validationFailed } from "../errors.ts";
import { newId } from "../ids.ts";
import { byId, page } from "../lists.ts";
import { oktaTime, unsupported, type OktaCall } from "../OktaCall.ts";
import { findUser } from "../people/findUser.ts";
import { passwordFault } from "../people/passwordFault.ts";
import { peopleOf } from "../people/peopleOf.ts";
import { readExpression } from "../people/readExpression.ts";
import type { User, UserProfile, UserStatus } from "../state.ts";
import { parseBody, requiredText } from "../validation.ts";
import { userJson } from "../wire/userJson.ts";
import { findGroup, findUserOrRefuse } from "./find.ts";

interface UserPath {
  readonly userId: string;
}

const email = requiredText.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "Does not match required pattern");

const body = z.object({
  profile: z.looseObject({
    firstName: requiredText,
    lastName: requiredText,
    email,
    login: requiredText.regex(/^[^\s@]+@[^\s@]+$/, "Username must be in the form of an email address"),
  }),
  credentials: z
    .object({ password: z.looseObject({ value: z.string().nullish() }).nullish() })
    .loose()
    .nullish(),
  groupIds: z.array(z.string()).nullish(),
});

/** Of the parameters of a list; `search` and `filter` speak the same language here. */
const attributes = {
  id: ({ id }: User) => id,
  status: ({ status }: User) => status,
  "profile.login": ({ profile }: User) => profile.login,
  "profile.email": ({ profile }: User) => profile.email,
  "profile.firstName": ({ profile }: User) => profile.firstName,
  "profile.lastName": ({ profile }: User) => profile.lastName,
};

/**
 * Without `search` and `filter`, deactivated people are left out (Okta's API reference, "List all Users"); `q` is the
 * beginning of a first name, last name or email address.
 */
export function listUsers(call: OktaCall): SandboxResponse {
  const { searchParams } = call.request.url;
  const [q, filter, search] = [searchParams.get("q"), searchParams.get("filter"), searchParams.get("search")];
  const filtered = readExpression<User>(call, filter, attributes);
  const searched = readExpression<User>(call, search, attributes);
  const begins = ({ profile }: User) =>
    [profile.firstName, profile.lastName, profile.email].some((text) =>
      text.toLowerCase().startsWith((q ?? "").toLowerCase()),
    );
  const all = filter === null && search === null ? (user: User) => user.status !== "DEPROVISIONED" : () => true;
  const found = peopleOf(call.org).users.filter(
    (user) => all(user) && filtered(user) && searched(user) && begins(user),
  );
  const toJson = (user: User) => userJson(user, call.org, call.baseUrl, true);
  return page(call, found, toJson, { defaultLimit: 200, maximumLimit: 200 });
}

/** 200 and not 201 [rec]; without a password a person is activated by mail, which the sandbox does not send. */
export function createUser(call: OktaCall): SandboxResponse {
  const { searchParams } = call.request.url;
  if (searchParams.has("provider") || searchParams.has("nextLogin")) {
    throw unsupported(call, "the sandbox makes people with a password of Okta's own, which they keep");
  }
  const { profile, credentials, groupIds } = parseBody(body, call.request, (path) => String(path.at(-1)));
  const { password: asked, ...otherCredentials } = credentials ?? {};
  const { value: password, ...hashes } = asked ?? {};
  if (Object.keys(otherCredentials).length > 0 || Object.keys(hashes).length > 0) {
    throw unsupported(call, "the sandbox takes a password as it is, and no other credentials");
  }
  const fault = password ? passwordFault(password, profile.login) : undefined;
  if (fault !== undefined) throw validationFailed("password", [`password: ${fault}`]);
  const { users } = peopleOf(call.org);
  if (users.some((user) => user.profile.login.toLowerCase() === profile.login.toLowerCase())) {
    throw alreadyExists("login");
  }
  const groups = (groupIds ?? []).map((groupId) => findGroup(call, groupId));
  const now = oktaTime(call.now);
  const status = firstStatus(searchParams.get("activate") !== "false", Boolean(password));
  const user: User = {
    id: newId("00u"),
    status,
    ...{ created: now, statusChanged: now, lastUpdated: now, lastLogin: null },
    activated: status === "STAGED" ? null : now,
    passwordChanged: password ? now : null,
    profile: said(profile),
    ...(password && { password }),
  };
  users.push(user);
  for (const group of groups) group.members.push(user.id);
  return json(200, userJson(user, call.org, call.baseUrl));
}

export function getUser(call: OktaCall, { userId }: UserPath): SandboxResponse {
  return json(200, userJson(findUserOrRefuse(call, userId), call.org, call.baseUrl));
}

/** 200 with an empty object [doc]. Sessions end with it. */
export function deactivateUser(call: OktaCall, { userId }: UserPath): SandboxResponse {
  const user = findUserOrRefuse(call, userId);
  if (user.status !== "DEPROVISIONED") deactivate(call, user);
  return json(200, {});
}

/** The first time somebody is deactivated, and only the second time deleted (Okta's API reference, "Delete a User"). */
export function deleteUser(call: OktaCall, { userId }: UserPath): SandboxResponse {
  const user = findUser(call.org, userId);
  if (user === undefined) throw notFound(userId, "User");
  if (user.status !== "DEPROVISIONED") {
    deactivate(call, user);
    return empty(204);
  }
  const { users, groups } = peopleOf(call.org);
  remove(users, user);
  for (const { members } of groups) remove(members, user.id);
  for (const app of call.org.apps) {
    const assignment = byId(app.userAssignments ?? [], user.id);
    if (assignment !== undefined) remove(app.userAssignments ?? [], assignment);
  }
  return empty(204);
}

function deactivate({ org, now }: OktaCall, user: User): void {
  const time = oktaTime(now);
  Object.assign(user, { status: "DEPROVISIONED", statusChanged: time, lastUpdated: time } satisfies Partial<User>);
  const { sessions } = peopleOf(org);
  for (const [cookie, { userId }] of Object.entries(sessions)) if (userId === user.id) forget(sessions, cookie);
}

function firstStatus(activate: boolean, hasPassword: boolean): UserStatus {
  if (!activate) return "STAGED";
  return hasPassword ? "ACTIVE" : "PROVISIONED";
}

/** What is null is not kept: Okta then says nothing of it in tokens. */
function said(profile: z.output<typeof body>["profile"]): UserProfile {
  const entries = Object.entries(profile).filter(([, value]) => value !== null && value !== "");
  return Object.fromEntries(entries) as UserProfile;
}

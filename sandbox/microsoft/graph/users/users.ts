import { randomUUID } from "node:crypto";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { User } from "../../state.ts";
import { softDelete } from "../directory/softDelete.ts";
import { requirePermission } from "../authorize.ts";
import { valueRequired } from "../errors.ts";
import { countResponse, listResponse } from "../odata/listResponse.ts";
import { createdResponse, entityResponse, noContent } from "../odata/respond.ts";
import { readBody, readPatch } from "../readBody.ts";
import { replicationOf } from "../Replication.ts";
import { applyUserBody } from "./applyUserBody.ts";
import { resolveUser } from "./resolveUser.ts";
import { userBody } from "./userBody.ts";
import { userJson, userType } from "./userJson.ts";

interface Named {
  readonly userId: string;
}

const resource = "User";

export function createUser(call: GraphCall): SandboxResponse {
  const body = readBody(call, userBody, resource);
  const { accountEnabled, displayName, mailNickname, userPrincipalName, passwordProfile } = body;
  if (accountEnabled === undefined) throw valueRequired("accountEnabled", resource);
  if (displayName === undefined) throw valueRequired("displayName", resource);
  if (passwordProfile?.password == null) throw valueRequired("passwordProfile", resource);
  if (mailNickname === undefined) throw valueRequired("mailNickname", resource);
  if (userPrincipalName === undefined) throw valueRequired("userPrincipalName", resource);
  const { directory, now } = call;
  const blank: User = {
    id: randomUUID(),
    createdDateTime: now.toISOString(),
    userPrincipalName,
    displayName,
    mailNickname,
    mail: null,
    givenName: null,
    surname: null,
    accountEnabled,
    usageLocation: null,
    country: null,
    password: passwordProfile.password,
    forceChangePasswordNextSignIn: true,
    passwordChanged: now.toISOString(),
    rest: {},
  };
  const user = applyUserBody(directory, blank, body, now);
  directory.users[user.id] = user;
  replicationOf(call).created(user.id, "everywhere");
  return createdResponse(call, userType, userJson(user));
}

export function listUsers(call: GraphCall): SandboxResponse {
  return listResponse(call, userType, Object.values(call.directory.users).map(userJson));
}

export function countUsers(call: GraphCall): SandboxResponse {
  return countResponse(call, userType, Object.values(call.directory.users).map(userJson));
}

export function getUser(call: GraphCall, { userId }: Named): SandboxResponse {
  return entityResponse(call, userType, userJson(resolveUser(call, userId)));
}

/** A password of somebody who is there already takes a permission of its own, which no other includes. */
export function updateUser(call: GraphCall, { userId }: Named): SandboxResponse {
  const user = resolveUser(call, userId);
  const body = readPatch(call, userBody, resource, user.id);
  if (body.passwordProfile != null) requirePermission(call, "updateUser", ["User-PasswordProfile.ReadWrite.All"]);
  const others = Object.keys(body).filter((name) => name !== "passwordProfile");
  if (others.length > 0) requirePermission(call, "updateUser", ["User.ReadWrite.All", "Directory.ReadWrite.All"]);
  Object.assign(user, applyUserBody(call.directory, user, body, call.now));
  return noContent();
}

export function deleteUser(call: GraphCall, { userId }: Named): SandboxResponse {
  softDelete(call, { kind: "user", object: resolveUser(call, userId) });
  return noContent();
}

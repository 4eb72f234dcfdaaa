import { sameText } from "../resources/fields.ts";
import type { JumpCloudClient, JumpCloudObject } from "./JumpCloudClient.ts";

/** The people whose field (`email` is the company email) has this value, in any case of letters. */
export async function findUsers(
  jumpcloud: JumpCloudClient,
  field: "email" | "username",
  value: string,
): Promise<readonly JumpCloudObject[]> {
  // JumpCloud's search finds parts of a text too.
  const found = await jumpcloud.search("/api/search/systemusers", {
    searchFilter: { searchTerm: value, fields: [field] },
  });
  return found.filter((user) => sameText(user[field], value));
}

/** The identity providers of the organisation: at most one. The list is wrapped, as JumpCloud's own command line found out. */
export function findIdentityProviders(jumpcloud: JumpCloudClient): Promise<readonly JumpCloudObject[]> {
  return jumpcloud.list("/api/v2/identity-providers", {}, "identityProviders");
}

/** The user groups of exactly this name: at most one. */
export async function findUserGroups(jumpcloud: JumpCloudClient, name: string): Promise<readonly JumpCloudObject[]> {
  const found = await jumpcloud.list("/api/v2/usergroups", { filter: `name:eq:${name}`, sort: "name" });
  return found.filter((group) => group["name"] === name);
}

/** The applications that the console shows under this label. */
export async function findApplications(jumpcloud: JumpCloudClient, name: string): Promise<readonly JumpCloudObject[]> {
  const found = await jumpcloud.list("/api/applications", { sort: "_id" });
  return found.filter((application) => labelOf(application) === name);
}

/** What the console shows of an application; custom ones have a `displayLabel` of their own beside the connector's name. */
export function labelOf(application: JumpCloudObject): unknown {
  return application["displayLabel"] || application["name"];
}

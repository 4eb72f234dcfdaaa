import { boolean, string } from "../../../providers/lib/Property.ts";
import { defineFunction } from "../../../providers/lib/ResourceDefinition.ts";
import { at, segment } from "./fields.ts";
import type { OktaClient, OktaObject } from "./OktaClient.ts";

/**
 * `okta:group/getGroup:getGroup`: by id, or by name: the group of exactly that name, or the only one whose name begins with
 * it (okta/terraform-provider-okta, data_source_okta_group.go).
 */
export const getGroup = defineFunction<OktaClient>()({
  token: "okta:group/getGroup:getGroup",
  inputs: {
    id: string(),
    includeUsers: boolean({ default: false }),
    name: string({ conflictsWith: "id" }),
    type: string({ conflictsWith: "id" }),
  },
  async call(okta, { id, includeUsers, name = "", type }) {
    const group = id === undefined ? await findByName(okta, name, type) : await okta.get(pathOf(id));
    const found = String(group["id"]);
    const users = includeUsers ? await okta.list(`${pathOf(found)}/users`) : [];
    return {
      description: at(group, "profile", "description") ?? "",
      id: found,
      includeUsers,
      name: at(group, "profile", "name"),
      type: group["type"],
      users: (users ?? []).map((user) => user["id"]),
    };
  },
});

const pathOf = (id: string): string => `/api/v1/groups/${segment(id)}`;

async function findByName(okta: OktaClient, name: string, type: string | undefined): Promise<OktaObject> {
  const query = new URLSearchParams({ q: name, ...(type && { filter: `type eq "${type}"` }) });
  const groups = (await okta.list(`/api/v1/groups?${query.toString()}`)) ?? [];
  const [first, ...others] = groups;
  const named = `name ${JSON.stringify(name)}${type ? ` and type ${JSON.stringify(type)}` : ""}`;
  if (first === undefined) throw new Error(`group with ${named} does not exist`);
  if (others.length === 0) return first;
  const exact = groups.find((group) => at(group, "profile", "name") === name && (!type || group["type"] === type));
  if (exact !== undefined) return exact;
  throw new Error(`group starting with ${named} matches ${groups.length} groups, select a more precise name parameter`);
}

/** `okta:index/getOrgMetadata:getOrgMetadata`: the organisation's own address and settings, as anybody may read them. */
export const getOrgMetadata = defineFunction<OktaClient>()({
  token: "okta:index/getOrgMetadata:getOrgMetadata",
  inputs: {},
  async call(okta) {
    const org = await okta.get("/.well-known/okta-organization");
    const address = (name: string) => at(org, "_links", name, "href") ?? "";
    const setting = (name: string) => at(org, "settings", name) ?? false;
    return {
      domains: { alternate: address("alternate"), organization: address("organization") },
      id: org["id"],
      pipeline: org["pipeline"],
      settings: {
        analyticsCollectionEnabled: setting("analyticsCollectionEnabled"),
        bugReportingEnabled: setting("bugReportingEnabled"),
        omEnabled: setting("omEnabled"),
      },
    };
  },
});

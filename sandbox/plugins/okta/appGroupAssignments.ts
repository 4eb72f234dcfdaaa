import { integer, json, list, object, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { at, segment } from "./fields.ts";
import type { OktaClient, OktaObject } from "./OktaClient.ts";

const pathOfAll = (app: string): string => `/api/v1/apps/${segment(app)}/groups`;
const path = (app: string, group: string): string => `${pathOfAll(app)}/${segment(group)}`;

interface Group {
  readonly id: string;
  readonly priority?: number;
  readonly profile: string;
}

/**
 * `okta:index/appGroupAssignments:AppGroupAssignments`: all the groups of an application
 * (okta/terraform-provider-okta, okta_app_group_assignments). Its id is the application's. Groups that somebody else
 * assigned show after those of the program; without an application it stays in the state as it is.
 */
export const appGroupAssignments = defineResource<OktaClient>()({
  type: "okta:index/appGroupAssignments:AppGroupAssignments",
  inputs: {
    appId: string({ required: true, forceNew: true }),
    groups: list(
      object({
        id: string({ required: true }),
        priority: integer({ computed: true }),
        profile: json({ required: true }),
      }),
    ),
  },
  outputs: {},

  async create(okta, { appId, groups = [] }) {
    for (const group of groups) await assign(okta, appId, group);
    return { id: appId };
  },

  async read(okta, id, { appId = id, groups = [] }) {
    const assigned = await okta.list(`${pathOfAll(appId)}?limit=200`);
    if (assigned === undefined) return { appId, groups };
    const idOf = (one: OktaObject) => String(one["id"]);
    const known = groups.flatMap((group) => {
      const found = assigned.find((one) => idOf(one) === group.id);
      return found === undefined
        ? []
        : [{ id: group.id, priority: found["priority"], profile: knownProfile(group, found) }];
    });
    const others = assigned.filter((one) => !groups.some((group) => group.id === idOf(one)));
    return { appId, groups: [...known, ...others.map((one) => ({ id: idOf(one), priority: one["priority"] }))] };
  },

  async update(okta, id, { inputs: { groups = [] }, old }) {
    for (const { id: before } of old.groups ?? []) {
      if (!groups.some((group) => group.id === before)) await okta.delete(path(id, before));
    }
    for (const group of groups) await assign(okta, id, group);
    return undefined;
  },

  async delete(okta, id, { groups = [] }) {
    for (const group of groups) await okta.delete(path(id, group.id));
  },
});

async function assign(okta: OktaClient, app: string, { id, priority, profile }: Group): Promise<void> {
  const settings = { profile: JSON.parse(profile) as object, ...(priority !== undefined && { priority }) };
  await okta.put(path(app, id), { id, ...settings });
}

/** The attributes that the program sets, as they are now. */
function knownProfile({ profile }: Group, assigned: OktaObject): string {
  const wanted = JSON.parse(profile) as OktaObject;
  const now = Object.keys(wanted).map((name) => [name, at(assigned, "profile", name) ?? wanted[name]] as const);
  return JSON.stringify(Object.fromEntries(now));
}

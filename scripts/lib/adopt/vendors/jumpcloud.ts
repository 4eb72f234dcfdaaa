import {
  findApplications,
  findIdentityProviders,
  findUserGroups,
  findUsers,
} from "../../../../providers/jumpcloud/client/lookups.ts";
import type { JumpCloudObject } from "../../../../providers/jumpcloud/client/JumpCloudClient.ts";
import type { Candidate, Finder } from "../Finder.ts";

/** As the project's own provider imports its types. Edges between two objects are called by both their ids. */
export const jumpcloudFinders: Readonly<Record<string, Finder>> = {
  "jumpcloud:index/user:User": async ({ text }, vendors) => {
    const email = text("email");
    return email === undefined ? [] : candidates(await findUsers(await vendors.jumpcloud(), "email", email));
  },
  "jumpcloud:index/userGroup:UserGroup": async ({ text }, vendors) => {
    return candidates(await findUserGroups(await vendors.jumpcloud(), text("name") ?? ""));
  },
  "jumpcloud:index/oidcApplication:OidcApplication": async ({ text }, vendors) => {
    return candidates(await findApplications(await vendors.jumpcloud(), text("name") ?? ""));
  },
  // An organisation has one at most.
  "jumpcloud:index/identityProvider:IdentityProvider": async (_subject, vendors) => {
    return candidates(await findIdentityProviders(await vendors.jumpcloud()));
  },
  "jumpcloud:index/groupMembership:GroupMembership": async ({ ref }, vendors) => {
    const [group, user] = [await ref("groupId"), await ref("userId")];
    const groups = await (await vendors.jumpcloud()).list(`/api/v2/users/${encodeURIComponent(user)}/memberof`);
    return groups.some(({ id }) => id === group) ? [{ importId: `${group}/${user}` }] : [];
  },
  "jumpcloud:index/applicationAssociation:ApplicationAssociation": async ({ ref }, vendors) => {
    const [application, group] = [await ref("applicationId"), await ref("groupId")];
    const path = `/api/v2/usergroups/${encodeURIComponent(group)}/associations`;
    const edges = await (await vendors.jumpcloud()).list(path, { targets: "application" });
    const leads = edges.some(({ to }) => (to as { readonly id?: unknown } | undefined)?.id === application);
    return leads ? [{ importId: `${application}/${group}` }] : [];
  },
};

function candidates(found: readonly JumpCloudObject[]): readonly Candidate[] {
  return found.map((one) => ({ importId: String(one["id"] ?? one["_id"]) }));
}

import { set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { checkApplicationId, checkUuids } from "./checkIds.ts";
import { disableFirst, sendable } from "./entitlements.ts";
import { objects, sortedTexts, text } from "./fields.ts";
import type { GraphClient, GraphObject } from "./GraphClient.ts";
import { applicationId, partsOf } from "./resourceIds.ts";
import { stateMeta } from "./stateMeta.ts";

const inputs = {
  allowedMemberTypes: set(string(), { required: true }),
  applicationId: string({ required: true, forceNew: true }),
  description: string({ required: true }),
  displayName: string({ required: true }),
  roleId: string({ required: true, forceNew: true }),
  value: string(),
};

/**
 * `azuread:index/applicationAppRole:ApplicationAppRole`: one role of an API (hashicorp/terraform-provider-azuread,
 * azuread_application_app_role).
 */
export const applicationAppRole = defineResource<GraphClient>()({
  type: "azuread:index/applicationAppRole:ApplicationAppRole",
  inputs,
  outputs: { __meta: {} },
  check: (given) => [...checkApplicationId(given), ...checkUuids(given, ["roleId"])],

  async create(graph, role) {
    const { applicationId: application, roleId } = role;
    await graph.inTurn(application, async () => {
      const before = await graph.withNew(() => rolesOf(graph, application));
      if (before.some(({ id }) => id === roleId)) throw new Error(`the application has the app role ${roleId} already`);
      await graph.withNew(() => graph.patch(application, { appRoles: [...sendable(before), bodyOf(role)] }));
    });
    return {
      id: `${application}/appRoles/${roleId}`,
      complete: () =>
        graph.untilSeen(`the app role ${role.displayName}`, async () => {
          const app = await graph.find(application);
          return objects(app?.["appRoles"]).some(({ id }) => id === roleId);
        }),
    };
  },

  async read(graph, id) {
    const { path, roleId } = locate(id);
    const app = await graph.find(path);
    const found = objects(app?.["appRoles"]).find((role) => role["id"] === roleId);
    return (
      found && {
        __meta: stateMeta(0, { create: 10, update: 10 }),
        allowedMemberTypes: sortedTexts(found["allowedMemberTypes"]),
        applicationId: path,
        description: text(found["description"]),
        displayName: text(found["displayName"]),
        roleId,
        value: text(found["value"]),
      }
    );
  },

  async update(graph, id, change) {
    await replaceRole(graph, id, bodyOf(change.inputs));
    return undefined;
  },

  async delete(graph, id) {
    if ((await graph.find(locate(id).path)) !== undefined) await replaceRole(graph, id, undefined);
  },
});

/** Changes or removes one role and leaves the others as they are. */
async function replaceRole(graph: GraphClient, id: string, role: GraphObject | undefined): Promise<void> {
  const { path, roleId } = locate(id);
  await graph.inTurn(path, async () => {
    const before = await rolesOf(graph, path);
    const wanted = before.flatMap((one) => (one["id"] !== roleId ? [one] : role ? [role] : []));
    const disabled = disableFirst(before, wanted);
    if (disabled) await graph.patch(path, { appRoles: disabled });
    await graph.patch(path, { appRoles: sendable(wanted) });
  });
}

async function rolesOf(graph: GraphClient, path: string): Promise<readonly GraphObject[]> {
  return objects((await graph.get(path))["appRoles"]);
}

function bodyOf(role: ValuesOf<typeof inputs>): GraphObject {
  return {
    allowedMemberTypes: role.allowedMemberTypes,
    description: role.description,
    displayName: role.displayName,
    id: role.roleId,
    isEnabled: true,
    ...(role.value && { value: role.value }),
  };
}

function locate(id: string): { readonly path: string; readonly roleId: string } {
  const [application = "", roleId = ""] = partsOf(id, "/applications/{application}/appRoles/{role}");
  return { path: applicationId(application), roleId };
}

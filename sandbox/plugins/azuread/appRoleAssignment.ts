import { string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { checkUuids } from "./checkIds.ts";
import { text } from "./fields.ts";
import type { GraphClient } from "./GraphClient.ts";
import { partsOf, servicePrincipalId } from "./resourceIds.ts";
import { stateMeta } from "./stateMeta.ts";

const pathOf = (resource: string): string => `${servicePrincipalId(resource)}/appRoleAssignedTo`;

/**
 * `azuread:index/appRoleAssignment:AppRoleAssignment`: a role of an API given to an application, a person or a group; for
 * an application that is admin consent (hashicorp/terraform-provider-azuread, azuread_app_role_assignment).
 */
export const appRoleAssignment = defineResource<GraphClient>()({
  type: "azuread:index/appRoleAssignment:AppRoleAssignment",
  inputs: {
    appRoleId: string({ required: true, forceNew: true }),
    principalObjectId: string({ required: true, forceNew: true }),
    resourceObjectId: string({ required: true, forceNew: true }),
  },
  outputs: { __meta: {}, principalDisplayName: {}, principalType: {}, resourceDisplayName: {} },
  check: (inputs) => checkUuids(inputs, ["appRoleId", "principalObjectId", "resourceObjectId"]),

  async create(graph, { appRoleId, principalObjectId, resourceObjectId }) {
    const body = { appRoleId, principalId: principalObjectId, resourceId: resourceObjectId };
    const made = await graph.withNew(() => graph.post(pathOf(resourceObjectId), body), {
      message: /Not a valid reference update|Permission being assigned was not found/,
    });
    const id = `${pathOf(resourceObjectId)}/${text(made["id"])}`;
    return {
      id,
      complete: () => graph.untilSeen("the app role assignment", async () => (await graph.find(id)) !== undefined),
    };
  },

  async read(graph, id) {
    const [resource = "", assignment = ""] = partsOf(id, "/servicePrincipals/{id}/appRoleAssignedTo/{assignment}");
    const found = await graph.find(`${pathOf(resource)}/${assignment}`);
    return (
      found && {
        __meta: stateMeta(1, { create: 5 }),
        appRoleId: text(found["appRoleId"]),
        principalDisplayName: text(found["principalDisplayName"]),
        principalObjectId: text(found["principalId"]),
        principalType: text(found["principalType"]),
        resourceDisplayName: text(found["resourceDisplayName"]),
        resourceObjectId: text(found["resourceId"]),
      }
    );
  },

  async delete(graph, id) {
    await graph.delete(id);
  },
});

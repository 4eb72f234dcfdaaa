import { set, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { checkUuids } from "./checkIds.ts";
import { text } from "./fields.ts";
import type { GraphClient } from "./GraphClient.ts";
import { partsOf } from "./resourceIds.ts";
import { stateMeta } from "./stateMeta.ts";

const pathOfAll = "/oauth2PermissionGrants";

/**
 * `azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant`: delegated permissions
 * of a client; without a user that is admin consent for everybody (hashicorp/terraform-provider-azuread,
 * azuread_service_principal_delegated_permission_grant).
 */
export const delegatedPermissionGrant = defineResource<GraphClient>()({
  type: "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant",
  inputs: {
    claimValues: set(string(), { required: true }),
    resourceServicePrincipalObjectId: string({ required: true, forceNew: true }),
    servicePrincipalObjectId: string({ required: true, forceNew: true }),
    userObjectId: string({ forceNew: true }),
  },
  outputs: { __meta: {} },
  check: (inputs) => [
    ...checkUuids(inputs, ["resourceServicePrincipalObjectId", "servicePrincipalObjectId", "userObjectId"]),
    ...(inputs.claimValues?.length === 0 ? [{ path: "claimValues", reason: "must hold at least one" }] : []),
  ],

  async create(graph, inputs) {
    const made = await graph.withNew(
      () =>
        graph.post(pathOfAll, {
          clientId: inputs.servicePrincipalObjectId,
          consentType: inputs.userObjectId ? "Principal" : "AllPrincipals",
          ...(inputs.userObjectId && { principalId: inputs.userObjectId }),
          resourceId: inputs.resourceServicePrincipalObjectId,
          scope: inputs.claimValues.join(" "),
        }),
      { message: /does not exist or one of its queried reference-property objects are not present/ },
    );
    const id = `${pathOfAll}/${text(made["id"])}`;
    return {
      id,
      complete: () => graph.untilSeen("the permission grant", async () => (await graph.find(id)) !== undefined),
    };
  },

  async read(graph, id) {
    const [grant = ""] = partsOf(id, `${pathOfAll}/{id}`);
    const found = await graph.find(`${pathOfAll}/${grant}`);
    return (
      found && {
        __meta: stateMeta(1, { create: 5, update: 5 }),
        claimValues: text(found["scope"]).split(" ").filter(Boolean),
        resourceServicePrincipalObjectId: text(found["resourceId"]),
        servicePrincipalObjectId: text(found["clientId"]),
        userObjectId: text(found["principalId"]),
      }
    );
  },

  async update(graph, id, { inputs: { claimValues } }) {
    await graph.patch(id, { scope: claimValues.join(" ") });
    return undefined;
  },

  async delete(graph, id) {
    await graph.delete(id);
  },
});

import { boolean, set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { checkUuids } from "./checkIds.ts";
import { featureTagsInput, tagsOf } from "./features.ts";
import { orNull, text } from "./fields.ts";
import { GraphError } from "./GraphClient.ts";
import type { GraphClient, GraphObject } from "./GraphClient.ts";
import { addFurtherOwners, changeOwners, firstOwners, ownersOf } from "./owners.ts";
import { partsOf, servicePrincipalId } from "./resourceIds.ts";
import { servicePrincipalView } from "./servicePrincipalView.ts";
import { stateMeta } from "./stateMeta.ts";

const inputs = {
  accountEnabled: boolean({ default: true }),
  alternativeNames: set(string()),
  appRoleAssignmentRequired: boolean(),
  clientId: string({ required: true, forceNew: true }),
  description: string(),
  featureTags: featureTagsInput,
  loginUrl: string(),
  notes: string(),
  notificationEmailAddresses: set(string()),
  owners: set(string()),
  preferredSingleSignOnMode: string({ oneOf: ["oidc", "password", "saml", "notSupported"] }),
  tags: set(string(), { computed: true }),
  useExisting: boolean({ unreturned: true }),
};

/**
 * `azuread:index/servicePrincipal:ServicePrincipal`: an application in a directory (hashicorp/terraform-provider-azuread,
 * azuread_service_principal). With `useExisting` one that is there is taken over, and in the end its deletion is tried: that
 * Graph refuses it, as of Microsoft's own, is no failure then, as with the published provider.
 */
export const servicePrincipal = defineResource<GraphClient>()({
  type: "azuread:index/servicePrincipal:ServicePrincipal",
  inputs,
  outputs: {
    __meta: {},
    appRoleIds: {},
    appRoles: {},
    applicationTenantId: {},
    displayName: {},
    features: {},
    homepageUrl: {},
    logoutUrl: {},
    oauth2PermissionScopeIds: {},
    oauth2PermissionScopes: {},
    objectId: {},
    redirectUris: {},
    samlMetadataUrl: {},
    samlSingleSignOn: {},
    servicePrincipalNames: {},
    signInAudience: {},
    type: {},
  },
  unsupported: ["features", "samlSingleSignOn"],
  check: (given) => checkUuids(given, ["clientId"]),
  updates: (has) => [
    ...(has("featureTags") ? ["tags", "features"] : []),
    ...(has("tags") ? ["featureTags", "features"] : []),
  ],

  async create(graph, principal) {
    const existing = await findByClientId(graph, principal.clientId);
    if (existing !== undefined) {
      const id = servicePrincipalId(text(existing["id"]));
      if (!principal.useExisting) {
        throw new Error(`${principal.clientId} has a service principal already: import ${id}, or set useExisting`);
      }
      await graph.patch(id, bodyOf(principal));
      return {
        id,
        complete: async () => {
          if (principal.owners !== undefined) await changeOwners(graph, id, principal.owners);
        },
      };
    }
    const made = await graph.withNew(
      () =>
        graph.post("/servicePrincipals", {
          appId: principal.clientId,
          ...bodyOf(principal),
          ...firstOwners(principal.owners),
        }),
      { message: /does not reference a valid application object/ },
    );
    const id = servicePrincipalId(text(made["id"]));
    return {
      id,
      async complete() {
        await graph.untilSeen("the service principal", async () => (await graph.find(id)) !== undefined);
        await addFurtherOwners(graph, id, principal.owners);
      },
    };
  },

  async read(graph, id) {
    const path = servicePrincipalId(partsOf(id, "/servicePrincipals/{id}")[0] ?? "");
    const found = await graph.find(path);
    if (found === undefined) return undefined;
    return {
      ...(await servicePrincipalView(graph, found)),
      __meta: stateMeta(1, { create: 10, update: 10 }),
      owners: await ownersOf(graph, path),
    };
  },

  async update(graph, id, change) {
    await graph.patch(id, bodyOf(change.inputs));
    if (change.has("owners") && change.inputs.owners !== undefined) await changeOwners(graph, id, change.inputs.owners);
    return undefined;
  },

  async delete(graph, id, { useExisting }) {
    try {
      await graph.delete(id);
    } catch (error) {
      if (useExisting && error instanceof GraphError) return;
      throw error;
    }
    await graph.untilSeen("the deletion of the service principal", async () => (await graph.find(id)) === undefined);
  },
});

/** @returns undefined where the directory has none */
async function findByClientId(graph: GraphClient, clientId: string): Promise<GraphObject | undefined> {
  const [found] = await graph.list(`/servicePrincipals?$filter=${encodeURIComponent(`appId eq '${clientId}'`)}`);
  return found;
}

function bodyOf(principal: ValuesOf<typeof inputs>): object {
  return {
    accountEnabled: principal.accountEnabled,
    alternativeNames: principal.alternativeNames ?? [],
    appRoleAssignmentRequired: principal.appRoleAssignmentRequired ?? false,
    description: orNull(principal.description),
    loginUrl: orNull(principal.loginUrl),
    notes: orNull(principal.notes),
    notificationEmailAddresses: principal.notificationEmailAddresses ?? [],
    preferredSingleSignOnMode: orNull(principal.preferredSingleSignOnMode),
    samlSingleSignOnSettings: {},
    tags: tagsOf(principal),
  };
}

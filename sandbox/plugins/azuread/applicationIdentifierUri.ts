import { string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { checkApplicationId } from "./checkIds.ts";
import { texts } from "./fields.ts";
import type { GraphClient } from "./GraphClient.ts";
import { applicationId, objectIdOf, partsOf } from "./resourceIds.ts";
import { stateMeta } from "./stateMeta.ts";

const idForm = "/applications/{application}/identifierUris/{uri}";

/**
 * `azuread:index/applicationIdentifierUri:ApplicationIdentifierUri`: one URI that names an API
 * (hashicorp/terraform-provider-azuread, azuread_application_identifier_uri).
 */
export const applicationIdentifierUri = defineResource<GraphClient>()({
  type: "azuread:index/applicationIdentifierUri:ApplicationIdentifierUri",
  inputs: {
    applicationId: string({ required: true, forceNew: true }),
    identifierUri: string({ required: true, forceNew: true }),
  },
  outputs: { __meta: {} },
  check: checkApplicationId,

  async create(graph, { applicationId: application, identifierUri }) {
    const encoded = Buffer.from(identifierUri).toString("base64");
    await graph.inTurn(application, async () => {
      const before = await graph.withNew(() => urisOf(graph, application));
      if (before.includes(identifierUri)) {
        throw new Error(`the application has the identifier URI ${identifierUri} already; import it`);
      }
      await graph.withNew(() => graph.patch(application, { identifierUris: [...before, identifierUri] }));
    });
    return {
      id: `/applications/${objectIdOf(application)}/identifierUris/${encoded}`,
      complete: () =>
        graph.untilSeen(identifierUri, async () => {
          const app = await graph.find(application);
          return texts(app?.["identifierUris"]).includes(identifierUri);
        }),
    };
  },

  async read(graph, id) {
    const { path, identifierUri } = locate(id);
    const app = await graph.find(path);
    if (!texts(app?.["identifierUris"]).includes(identifierUri)) return undefined;
    return { __meta: stateMeta(0, { create: 10 }), applicationId: path, identifierUri };
  },

  async delete(graph, id) {
    const { path, identifierUri } = locate(id);
    await graph.inTurn(path, async () => {
      const before = texts((await graph.find(path))?.["identifierUris"]);
      if (!before.includes(identifierUri)) return;
      await graph.patch(path, { identifierUris: before.filter((uri) => uri !== identifierUri) });
    });
  },
});

async function urisOf(graph: GraphClient, path: string): Promise<readonly string[]> {
  return texts((await graph.get(path))["identifierUris"]);
}

function locate(id: string): { readonly path: string; readonly identifierUri: string } {
  // Base64 has slashes of its own.
  const [, , objectId, , ...encoded] = id.split("/");
  const [application = "", uri = ""] = partsOf(`/applications/${objectId}/identifierUris/${encoded.join("_")}`, idForm);
  return { path: applicationId(application), identifierUri: Buffer.from(uri, "base64").toString() };
}

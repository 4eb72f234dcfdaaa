import { map, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { InputFault } from "../../../providers/lib/ResourceDefinition.ts";
import { checkApplicationId } from "./checkIds.ts";
import { objects, text } from "./fields.ts";
import type { GraphClient, GraphObject } from "./GraphClient.ts";
import { applicationId, objectIdOf, partsOf } from "./resourceIds.ts";
import { stateMeta } from "./stateMeta.ts";

const idForm = "{application}/password/{key}";

/**
 * `azuread:index/applicationPassword:ApplicationPassword`: a client secret (hashicorp/terraform-provider-azuread,
 * azuread_application_password). Only the answer to its creation tells its value.
 */
export const applicationPassword = defineResource<GraphClient>()({
  type: "azuread:index/applicationPassword:ApplicationPassword",
  inputs: {
    applicationId: string({ required: true, forceNew: true }),
    displayName: string({ computed: true, forceNew: true }),
    endDate: string({ computed: true, forceNew: true }),
    rotateWhenChanged: map(string(), { forceNew: true, unreturned: true }),
    startDate: string({ computed: true, forceNew: true }),
  },
  outputs: { __meta: {}, keyId: {}, value: { secret: true, onceOnly: true } },
  unsupported: ["endDateRelative"],
  check: (inputs) => [
    ...checkApplicationId(inputs),
    ...checkTime("startDate", inputs.startDate),
    ...checkTime("endDate", inputs.endDate),
  ],

  async create(graph, inputs) {
    const application = objectIdOf(inputs.applicationId);
    const { displayName, startDate, endDate } = inputs;
    const passwordCredential = { displayName, startDateTime: startDate, endDateTime: endDate };
    const made = await graph.withNew(async () =>
      graph.inTurn(inputs.applicationId, () =>
        graph.post(`${inputs.applicationId}/addPassword`, { passwordCredential }),
      ),
    );
    const keyId = text(made["keyId"]);
    return {
      id: `${application}/password/${keyId}`,
      view: { value: made["secretText"] },
      complete: () =>
        graph.untilSeen("the client secret", async () => (await find(graph, application, keyId)) !== undefined),
    };
  },

  async read(graph, id) {
    const [application = "", keyId = ""] = partsOf(id, idForm);
    const found = await find(graph, application, keyId);
    return (
      found && {
        __meta: stateMeta(1, { create: 15, update: 5 }),
        applicationId: applicationId(application),
        displayName: text(found["displayName"]),
        endDate: text(found["endDateTime"]),
        keyId,
        startDate: text(found["startDateTime"]),
      }
    );
  },

  async delete(graph, id) {
    const [application = "", keyId = ""] = partsOf(id, idForm);
    const path = applicationId(application);
    if ((await find(graph, application, keyId)) === undefined) return;
    await graph.inTurn(path, () => graph.post(`${path}/removePassword`, { keyId }));
    await graph.untilSeen(
      "the client secret's removal",
      async () => (await find(graph, application, keyId)) === undefined,
    );
  },
});

async function find(graph: GraphClient, application: string, keyId: string): Promise<GraphObject | undefined> {
  const app = await graph.find(applicationId(application));
  return objects(app?.["passwordCredentials"]).find((credential) => credential["keyId"] === keyId);
}

function checkTime(path: string, value: string | undefined): InputFault[] {
  const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  if (value === undefined || (rfc3339.test(value) && !Number.isNaN(Date.parse(value)))) return [];
  return [{ path, reason: `must be a time of RFC 3339, such as 2027-05-31T00:00:00Z, not ${JSON.stringify(value)}` }];
}

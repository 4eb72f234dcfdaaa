import { list, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { checkApplicationId } from "./checkIds.ts";
import { text, texts } from "./fields.ts";
import type { GraphClient } from "./GraphClient.ts";
import { applicationId, objectIdOf, partsOf } from "./resourceIds.ts";
import { stateMeta } from "./stateMeta.ts";

function pathOf(id: string): string {
  const [application = "", credential = ""] = partsOf(id, "{application}/federatedIdentityCredential/{credential}");
  return `${applicationId(application)}/federatedIdentityCredentials/${credential}`;
}

/**
 * `azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential`: another issuer's tokens in
 * place of a client secret (hashicorp/terraform-provider-azuread, azuread_application_federated_identity_credential).
 */
export const applicationFederatedIdentityCredential = defineResource<GraphClient>()({
  type: "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
  inputs: {
    applicationId: string({ required: true, forceNew: true }),
    audiences: list(string(), { required: true }),
    description: string(),
    displayName: string({ required: true, forceNew: true }),
    issuer: string({ required: true }),
    subject: string({ required: true }),
  },
  outputs: { __meta: {}, credentialId: {} },
  check: (inputs) => [
    ...checkApplicationId(inputs),
    ...(inputs.audiences !== undefined && inputs.audiences.length !== 1
      ? [{ path: "audiences", reason: "must hold exactly one audience" }]
      : []),
  ],

  async create(graph, inputs) {
    const { applicationId: application, audiences, description = "", displayName: name, issuer, subject } = inputs;
    const body = { name, issuer, subject, audiences, description };
    const made = await graph.withNew(async () =>
      graph.inTurn(application, () => graph.post(`${application}/federatedIdentityCredentials`, body)),
    );
    const id = `${objectIdOf(application)}/federatedIdentityCredential/${text(made["id"])}`;
    return {
      id,
      complete: () => graph.untilSeen(`"${name}"`, async () => (await graph.find(pathOf(id))) !== undefined),
    };
  },

  async read(graph, id) {
    const [application = "", credentialId] = partsOf(id, "{application}/federatedIdentityCredential/{credential}");
    const found = await graph.find(pathOf(id));
    return (
      found && {
        __meta: stateMeta(0, { create: 15, update: 5 }),
        applicationId: applicationId(application),
        audiences: texts(found["audiences"]),
        credentialId,
        description: text(found["description"]),
        displayName: text(found["name"]),
        issuer: text(found["issuer"]),
        subject: text(found["subject"]),
      }
    );
  },

  async update(graph, id, { inputs: { audiences, description = "", issuer, subject, applicationId: application } }) {
    await graph.inTurn(application, () => graph.patch(pathOf(id), { audiences, description, issuer, subject }));
    return undefined;
  },

  async delete(graph, id, { applicationId: application = "" }) {
    await graph.inTurn(application, () => graph.delete(pathOf(id)));
    await graph.untilSeen("the credential's removal", async () => (await graph.find(pathOf(id))) === undefined);
  },
});

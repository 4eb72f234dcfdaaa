import { boolean, integer, set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { applicationView } from "./applicationView.ts";
import { object, orNull, text } from "./fields.ts";
import type { GraphClient } from "./GraphClient.ts";
import { applicationId, objectIdOf } from "./resourceIds.ts";
import { stateMeta } from "./stateMeta.ts";

const inputs = {
  description: string(),
  displayName: string({ required: true }),
  groupMembershipClaims: set(string()),
  homepageUrl: string(),
  implicitAccessTokenIssuanceEnabled: boolean(),
  implicitIdTokenIssuanceEnabled: boolean(),
  logoutUrl: string(),
  marketingUrl: string(),
  notes: string(),
  privacyStatementUrl: string(),
  requestedAccessTokenVersion: integer({ default: 2, between: [1, 2] }),
  serviceManagementReference: string(),
  signInAudience: string({
    default: "AzureADMyOrg",
    oneOf: ["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"],
  }),
  supportUrl: string(),
  termsOfServiceUrl: string(),
};

/**
 * `azuread:index/applicationRegistration:ApplicationRegistration`: an app registration without its roles, URIs and
 * credentials, which are resources of their own (hashicorp/terraform-provider-azuread, azuread_application_registration).
 */
export const applicationRegistration = defineResource<GraphClient>()({
  type: "azuread:index/applicationRegistration:ApplicationRegistration",
  inputs,
  outputs: { __meta: {}, clientId: {}, disabledByMicrosoft: {}, objectId: {}, publisherDomain: {} },
  check: ({ displayName }) => (displayName === "" ? [{ path: "displayName", reason: "must not be empty" }] : []),

  async create(graph, registration) {
    const app = await graph.post("/applications", bodyOf(registration));
    const id = applicationId(text(app["id"]));
    return {
      id,
      complete: () =>
        graph.untilSeen(
          `the application "${registration.displayName}"`,
          async () => (await graph.find(id)) !== undefined,
        ),
    };
  },

  async read(graph, id) {
    const app = await graph.find(applicationId(objectIdOf(id)));
    if (app === undefined) return undefined;
    const { api, web, ...view } = applicationView(app);
    const { homepageUrl, logoutUrl, implicitGrant } = object(web);
    const implicit = object(implicitGrant);
    return {
      ...view,
      __meta: stateMeta(0, { create: 10, update: 10 }),
      disabledByMicrosoft: printed(app["disabledByMicrosoftStatus"]),
      homepageUrl,
      implicitAccessTokenIssuanceEnabled: implicit["accessTokenIssuanceEnabled"],
      implicitIdTokenIssuanceEnabled: implicit["idTokenIssuanceEnabled"],
      logoutUrl,
      requestedAccessTokenVersion: object(api)["requestedAccessTokenVersion"],
    };
  },

  async update(graph, id, change) {
    await graph.inTurn(id, () => graph.patch(id, bodyOf(change.inputs)));
    return undefined;
  },

  async delete(graph, id) {
    await graph.delete(id);
    await graph.untilSeen("the deletion of the application", async () => (await graph.find(id)) === undefined);
  },
});

/** As the published plugin prints here what may be null: as Go's map of it. */
function printed(status: unknown): string {
  if (status === undefined) return "";
  return status === null ? "map[false:]" : `map[true:${text(status)}]`;
}

function bodyOf(registration: ValuesOf<typeof inputs>): object {
  return {
    api: { requestedAccessTokenVersion: registration.requestedAccessTokenVersion },
    description: orNull(registration.description),
    displayName: registration.displayName,
    groupMembershipClaims: orNull(registration.groupMembershipClaims?.join(",")),
    info: {
      marketingUrl: orNull(registration.marketingUrl),
      privacyStatementUrl: orNull(registration.privacyStatementUrl),
      supportUrl: orNull(registration.supportUrl),
      termsOfServiceUrl: orNull(registration.termsOfServiceUrl),
    },
    notes: orNull(registration.notes),
    serviceManagementReference: orNull(registration.serviceManagementReference),
    signInAudience: registration.signInAudience,
    web: {
      homePageUrl: orNull(registration.homepageUrl),
      implicitGrantSettings: {
        enableAccessTokenIssuance: registration.implicitAccessTokenIssuanceEnabled ?? false,
        enableIdTokenIssuance: registration.implicitIdTokenIssuanceEnabled ?? false,
      },
      logoutUrl: orNull(registration.logoutUrl),
    },
  };
}

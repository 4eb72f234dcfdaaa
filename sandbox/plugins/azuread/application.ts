import { boolean, integer, list, object, set, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { applicationBody } from "./applicationBody.ts";
import { applicationView } from "./applicationView.ts";
import { checkApplication } from "./checkApplication.ts";
import { disableFirst } from "./entitlements.ts";
import { featureTagsInput } from "./features.ts";
import { flag, object as asObject, objects, text } from "./fields.ts";
import type { GraphClient, GraphObject } from "./GraphClient.ts";
import { addFurtherOwners, changeOwners, firstOwners, ownersOf } from "./owners.ts";
import { applicationId, objectIdOf } from "./resourceIds.ts";
import { stateMeta } from "./stateMeta.ts";

const claims = list(
  object({
    additionalProperties: list(string()),
    essential: boolean(),
    name: string({ required: true }),
    source: string(),
  }),
);

/** The inputs of an application registration, with the defaults of the published provider. */
export const applicationInputs = {
  api: object(
    {
      knownClientApplications: set(string()),
      mappedClaimsEnabled: boolean(),
      oauth2PermissionScopes: set(
        object({
          adminConsentDescription: string(),
          adminConsentDisplayName: string(),
          enabled: boolean({ default: true }),
          id: string({ required: true }),
          type: string({ default: "User", oneOf: ["Admin", "User"] }),
          userConsentDescription: string(),
          userConsentDisplayName: string(),
          value: string(),
        }),
      ),
      requestedAccessTokenVersion: integer({ default: 1, between: [1, 2] }),
    },
    // The published plugin takes version 1 for what nobody said, and finds no difference in it.
    { default: { requestedAccessTokenVersion: 1 } },
  ),
  appRoles: set(
    object({
      allowedMemberTypes: set(string(), { required: true }),
      description: string({ required: true }),
      displayName: string({ required: true }),
      enabled: boolean({ default: true }),
      id: string({ required: true }),
      value: string(),
    }),
  ),
  description: string(),
  deviceOnlyAuthEnabled: boolean(),
  displayName: string({ required: true }),
  fallbackPublicClientEnabled: boolean(),
  featureTags: featureTagsInput,
  groupMembershipClaims: set(string()),
  identifierUris: set(string()),
  marketingUrl: string(),
  notes: string(),
  optionalClaims: object({ accessTokens: claims, idTokens: claims, saml2Tokens: claims }),
  owners: set(string()),
  preventDuplicateNames: boolean({ unreturned: true }),
  privacyStatementUrl: string(),
  publicClient: object({ redirectUris: set(string()) }),
  requiredResourceAccesses: set(
    object({
      resourceAccesses: list(
        object({ id: string({ required: true }), type: string({ required: true, oneOf: ["Role", "Scope"] }) }),
        { required: true },
      ),
      resourceAppId: string({ required: true }),
    }),
  ),
  serviceManagementReference: string(),
  signInAudience: string({
    default: "AzureADMyOrg",
    oneOf: ["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"],
  }),
  singlePageApplication: object({ redirectUris: set(string()) }),
  supportUrl: string(),
  tags: set(string(), { computed: true }),
  termsOfServiceUrl: string(),
  web: object({
    homepageUrl: string(),
    implicitGrant: object({ accessTokenIssuanceEnabled: boolean(), idTokenIssuanceEnabled: boolean() }),
    logoutUrl: string(),
    redirectUris: set(string()),
  }),
};

/** `azuread:index/application:Application`: an app registration (hashicorp/terraform-provider-azuread, azuread_application). */
export const application = defineResource<GraphClient>()({
  type: "azuread:index/application:Application",
  inputs: applicationInputs,
  outputs: {
    __meta: {},
    appRoleIds: {},
    clientId: {},
    disabledByMicrosoft: {},
    logoImage: {},
    logoUrl: {},
    oauth2PermissionScopeIds: {},
    oauth2PostResponseRequired: {},
    objectId: {},
    publisherDomain: {},
    templateId: {},
  },
  unsupported: ["logoImage", "oauth2PostResponseRequired", "password", "templateId"],
  check: checkApplication,

  updates: (has) => [
    ...(has("appRoles") ? ["appRoleIds"] : []),
    ...(has("api") ? ["oauth2PermissionScopeIds"] : []),
    ...(has("featureTags") ? ["tags"] : []),
    ...(has("tags") ? ["featureTags"] : []),
  ],

  async create(graph, inputs) {
    if (inputs.preventDuplicateNames) await refuseTakenName(graph, inputs.displayName);
    const app = await graph.withNew(() =>
      graph.post("/applications", { ...applicationBody(inputs), ...firstOwners(inputs.owners) }),
    );
    const id = applicationId(text(app["id"]));
    return {
      id,
      async complete() {
        await graph.untilSeen(
          `the application "${inputs.displayName}"`,
          async () => (await graph.find(id)) !== undefined,
        );
        await addFurtherOwners(graph, id, inputs.owners);
      },
    };
  },

  async read(graph, id, known) {
    const path = applicationId(objectIdOf(id));
    const app = await graph.find(path);
    if (app === undefined) return undefined;
    const beta = await graph.get(`${path}?$select=oauth2RequirePostResponse`, "beta");
    return {
      ...applicationView(app),
      __meta: stateMeta(2, { create: 10, update: 10 }),
      logoImage: "",
      oauth2PostResponseRequired: flag(beta["oauth2RequirePostResponse"]),
      owners: await ownersOf(graph, path),
      preventDuplicateNames: known.preventDuplicateNames ?? false,
    };
  },

  async update(graph, id, { inputs, has }) {
    if (inputs.preventDuplicateNames && has("displayName")) await refuseTakenName(graph, inputs.displayName);
    const { identifierUris, ...body } = applicationBody(inputs) as GraphObject;
    await graph.inTurn(id, async () => {
      if (has("appRoles") || has("api")) await disableWhatChanges(graph, id, body);
      // Others may own identifier URIs of this application: a resource of its own for each.
      await graph.patch(id, has("identifierUris") ? { ...body, identifierUris } : body);
    });
    if (has("owners") && inputs.owners !== undefined) await changeOwners(graph, id, inputs.owners);
    return undefined;
  },

  async delete(graph, id) {
    await graph.delete(id);
    await graph.untilSeen("the deletion of the application", async () => (await graph.find(id)) === undefined);
  },
});

async function refuseTakenName(graph: GraphClient, name: string): Promise<void> {
  const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);
  const [taken] = await graph.list(`/applications?$filter=${filter}`);
  if (taken !== undefined)
    throw new Error(`an application "${name}" exists already, with the object id ${text(taken["id"])}`);
}

/** Disables what an update takes away or changes, which Graph does not let happen to what is enabled. */
async function disableWhatChanges(graph: GraphClient, id: string, wanted: GraphObject): Promise<void> {
  const app = await graph.get(id);
  const scopesOf = (value: unknown): readonly GraphObject[] => objects(asObject(value)["oauth2PermissionScopes"]);
  const roles = disableFirst(objects(app["appRoles"]), objects(wanted["appRoles"]));
  const scopes = disableFirst(scopesOf(app["api"]), scopesOf(wanted["api"]));
  if (roles) await graph.patch(id, { appRoles: roles });
  if (scopes) await graph.patch(id, { api: { oauth2PermissionScopes: scopes } });
}

import { boolean, integer, json, list, object, set, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { appBody } from "./appBody.ts";
import { checkApp } from "./checkApp.ts";
import { at, segment } from "./fields.ts";
import type { OktaClient } from "./OktaClient.ts";
import type { OktaObject } from "./OktaClient.ts";

const path = (id: string): string => `/api/v1/apps/${segment(id)}`;

/** The inputs of an OAuth application, with the defaults of the published provider. */
export const appInputs = {
  accessibilityErrorRedirectUrl: string(),
  accessibilityLoginRedirectUrl: string(),
  accessibilitySelfService: boolean(),
  adminNote: string(),
  autoKeyRotation: boolean({ default: true }),
  autoSubmitToolbar: boolean(),
  clientBasicSecret: string({ secret: true, unreturned: true }),
  clientId: string({ computed: true, forceNew: true }),
  clientUri: string(),
  consentMethod: string({ default: "TRUSTED", oneOf: ["TRUSTED", "REQUIRED"], unreturned: true }),
  enduserNote: string(),
  grantTypes: set(string(), { computed: true }),
  hideIos: boolean({ default: true }),
  hideWeb: boolean({ default: true }),
  implicitAssignment: boolean(),
  issuerMode: string({ default: "ORG_URL", oneOf: ["ORG_URL", "CUSTOM_URL", "DYNAMIC"] }),
  jwks: list(
    object({
      e: string(),
      kid: string({ required: true }),
      kty: string({ required: true }),
      n: string(),
      x: string(),
      y: string(),
    }),
  ),
  jwksUri: string(),
  label: string({ required: true }),
  loginMode: string({ default: "DISABLED", oneOf: ["DISABLED", "SPEC", "OKTA"], unreturned: true }),
  loginScopes: set(string(), { unreturned: true }),
  loginUri: string(),
  logoUri: string(),
  omitSecret: boolean({ unreturned: true }),
  pkceRequired: boolean({ computed: true }),
  policyUri: string(),
  postLogoutRedirectUris: set(string()),
  profile: json(),
  redirectUris: list(string()),
  refreshTokenLeeway: integer({ between: [0, 60], unreturned: true }),
  refreshTokenRotation: string({ default: "STATIC", oneOf: ["STATIC", "ROTATE"], unreturned: true }),
  responseTypes: set(string(), { computed: true }),
  status: string({ default: "ACTIVE", oneOf: ["ACTIVE", "INACTIVE"] }),
  tokenEndpointAuthMethod: string({
    default: "client_secret_basic",
    oneOf: ["none", "client_secret_post", "client_secret_basic", "client_secret_jwt", "private_key_jwt"],
  }),
  tosUri: string(),
  type: string({ required: true, forceNew: true, oneOf: ["web", "native", "browser", "service"] }),
  userNameTemplate: string({ default: "${source.login}" }),
  userNameTemplatePushStatus: string({ computed: true }),
  userNameTemplateSuffix: string(),
  userNameTemplateType: string({ default: "BUILT_IN", oneOf: ["NONE", "CUSTOM", "BUILT_IN"] }),
  wildcardRedirect: string({ default: "DISABLED", oneOf: ["DISABLED", "SUBDOMAIN"] }),
};

/**
 * `okta:app/oAuth:OAuth`: an OAuth 2.0 application (okta/terraform-provider-okta, okta_app_oauth). Only the answers to
 * its creation and to its updates tell the client secret.
 */
export const appOAuth = defineResource<OktaClient>()({
  type: "okta:app/oAuth:OAuth",
  inputs: appInputs,
  outputs: {
    authenticationPolicy: {},
    clientSecret: { secret: true, onceOnly: true },
    logoUrl: {},
    name: {},
    signOnMode: {},
  },
  unsupported: [
    "appLinksJson",
    "appSettingsJson",
    "authenticationPolicy",
    "backchannelCustomAuthenticatorId",
    "clientBasicSecretWo",
    "clientBasicSecretWoVersion",
    "frontchannelLogoutSessionRequired",
    "frontchannelLogoutUri",
    "groupsClaim",
    "logo",
    "network",
    "participateSlo",
    "preconfiguredApp",
    "skipAuthenticationPolicy",
  ],
  check: checkApp,

  async create(okta, inputs) {
    const active = inputs.status === "ACTIVE";
    const app = await okta.post(`/api/v1/apps?activate=${active}`, appBody(inputs));
    return { id: String(app["id"]), view: { clientSecret: secretOf(app, inputs.omitSecret) } };
  },

  async read(okta, id) {
    const app = await okta.find(path(id));
    return app && viewOf(app);
  },

  async update(okta, id, { inputs, has }) {
    if (has("status")) await okta.lifecycle(path(id), inputs.status === "ACTIVE" ? "activate" : "deactivate");
    const app = await okta.put(path(id), appBody(inputs));
    const clientSecret = secretOf(app, inputs.omitSecret);
    return clientSecret === undefined ? undefined : { clientSecret };
  },

  async delete(okta, id) {
    await okta.lifecycle(path(id), "deactivate");
    await okta.delete(path(id));
  },
});

function secretOf(app: OktaObject, omit = false): unknown {
  return omit ? "" : at(app, "credentials", "oauthClient", "client_secret");
}

function viewOf(app: OktaObject): OktaObject {
  const client = at(app, "credentials", "oauthClient") as OktaObject | undefined;
  const settings = at(app, "settings", "oauthClient") as OktaObject | undefined;
  const template = at(app, "credentials", "userNameTemplate") as OktaObject | undefined;
  return {
    accessibilityErrorRedirectUrl: at(app, "accessibility", "errorRedirectUrl"),
    accessibilityLoginRedirectUrl: at(app, "accessibility", "loginRedirectUrl"),
    accessibilitySelfService: at(app, "accessibility", "selfService") ?? false,
    adminNote: at(app, "settings", "notes", "admin"),
    authenticationPolicy: (at(app, "_links", "accessPolicy", "href") as string | undefined)?.split("/").at(-1),
    autoKeyRotation: client?.["autoKeyRotation"],
    autoSubmitToolbar: at(app, "visibility", "autoSubmitToolbar") ?? false,
    clientId: client?.["client_id"],
    clientUri: settings?.["client_uri"],
    consentMethod: settings?.["consent_method"],
    enduserNote: at(app, "settings", "notes", "enduser"),
    grantTypes: settings?.["grant_types"],
    hideIos: at(app, "visibility", "hide", "iOS"),
    hideWeb: at(app, "visibility", "hide", "web"),
    implicitAssignment: at(app, "settings", "implicitAssignment"),
    issuerMode: settings?.["issuer_mode"],
    jwks: (at(settings, "jwks", "keys") as OktaObject[] | undefined)?.map(({ e, kid, kty, n, x, y }) => ({
      ...{ e, kid, kty, n, x, y },
    })),
    jwksUri: settings?.["jwks_uri"],
    label: app["label"],
    loginMode: at(settings, "idp_initiated_login", "mode"),
    loginScopes: at(settings, "idp_initiated_login", "default_scope"),
    loginUri: settings?.["initiate_login_uri"],
    logoUri: settings?.["logo_uri"],
    logoUrl: (at(app, "_links", "logo") as OktaObject[] | undefined)?.[0]?.["href"],
    name: app["name"],
    pkceRequired: client?.["pkce_required"] ?? false,
    policyUri: settings?.["policy_uri"],
    postLogoutRedirectUris: settings?.["post_logout_redirect_uris"],
    profile: profileOf(app),
    redirectUris: settings?.["redirect_uris"],
    refreshTokenLeeway: at(settings, "refresh_token", "leeway"),
    refreshTokenRotation: at(settings, "refresh_token", "rotation_type"),
    responseTypes: settings?.["response_types"],
    signOnMode: app["signOnMode"],
    status: app["status"],
    tokenEndpointAuthMethod: client?.["token_endpoint_auth_method"],
    tosUri: settings?.["tos_uri"],
    type: settings?.["application_type"],
    userNameTemplate: template?.["template"],
    userNameTemplatePushStatus: template?.["pushStatus"],
    userNameTemplateSuffix: template?.["userSuffix"],
    userNameTemplateType: template?.["type"],
    wildcardRedirect: settings?.["wildcard_redirect"],
  };
}

function profileOf(app: OktaObject): string | undefined {
  const profile = app["profile"];
  return profile && Object.keys(profile).length > 0 ? JSON.stringify(profile) : undefined;
}

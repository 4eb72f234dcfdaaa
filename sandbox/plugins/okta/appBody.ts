import type { ValuesOf } from "../../../providers/lib/Property.ts";
import type { appInputs } from "./appOAuth.ts";
import { grantTypesByType } from "./checkApp.ts";

/**
 * An OAuth application as Okta's API takes it: the names in `oauthClient` in snake case, the others in camel case
 * (okta/terraform-provider-okta, buildAppOAuthV6).
 */
export function appBody(app: ValuesOf<typeof appInputs>): object {
  const grantTypes = app.grantTypes ?? grantTypesByType[app.type]?.usual ?? [];
  return {
    name: "oidc_client",
    label: app.label,
    signOnMode: "OPENID_CONNECT",
    accessibility: {
      selfService: app.accessibilitySelfService ?? false,
      errorRedirectUrl: app.accessibilityErrorRedirectUrl,
      loginRedirectUrl: app.accessibilityLoginRedirectUrl,
    },
    visibility: {
      autoSubmitToolbar: app.autoSubmitToolbar ?? false,
      hide: { iOS: app.hideIos, web: app.hideWeb },
    },
    credentials: {
      oauthClient: {
        autoKeyRotation: app.autoKeyRotation,
        client_id: app.clientId,
        client_secret: app.clientBasicSecret,
        pkce_required: app.pkceRequired ?? ["native", "browser"].includes(app.type),
        token_endpoint_auth_method: app.tokenEndpointAuthMethod,
      },
      userNameTemplate: {
        template: app.userNameTemplate,
        type: app.userNameTemplateType,
        userSuffix: app.userNameTemplateSuffix,
        pushStatus: app.userNameTemplatePushStatus,
      },
    },
    settings: {
      implicitAssignment: app.implicitAssignment,
      notes: { admin: app.adminNote, enduser: app.enduserNote },
      oauthClient: {
        application_type: app.type,
        client_uri: app.clientUri,
        consent_method: app.consentMethod,
        grant_types: grantTypes,
        initiate_login_uri: app.loginUri,
        issuer_mode: app.issuerMode,
        jwks: app.jwks && { keys: app.jwks },
        jwks_uri: app.jwksUri,
        logo_uri: app.logoUri,
        policy_uri: app.policyUri,
        post_logout_redirect_uris: app.postLogoutRedirectUris,
        redirect_uris: app.redirectUris,
        response_types: app.responseTypes ?? responseTypesOf(grantTypes),
        tos_uri: app.tosUri,
        wildcard_redirect: app.wildcardRedirect,
        ...(app.loginScopes && { idp_initiated_login: { mode: app.loginMode, default_scope: app.loginScopes } }),
        ...(grantTypes.includes("refresh_token") && {
          refresh_token: { rotation_type: app.refreshTokenRotation, leeway: app.refreshTokenLeeway ?? 0 },
        }),
      },
    },
    ...(app.profile && { profile: JSON.parse(app.profile) as object }),
  };
}

/** The response types that these grants need. */
function responseTypesOf(grantTypes: readonly string[]): string[] {
  const any = (...names: string[]): boolean => names.some((name) => grantTypes.includes(name));
  return [
    ...(any("implicit", "client_credentials") ? ["token"] : []),
    ...(any("password", "authorization_code", "refresh_token") ? ["code"] : []),
  ];
}

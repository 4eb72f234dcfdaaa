import { z } from "zod";
import type { JWK } from "jose";
import { validationFailed } from "../errors.ts";
import { unsupported, type OktaCall } from "../OktaCall.ts";
import type { App, AppRest } from "../state.ts";
import { oneOf, parseBody, requiredText } from "../validation.ts";
import { checkClient } from "./applicationTypes.ts";

const authMethods = ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt"] as const;

const object = z.record(z.string(), z.unknown());

const jwk = z
  .looseObject({ kty: oneOf("kty", ["RSA", "EC"]), kid: z.string().nullish() })
  .refine((key) => !("d" in key), "The key must be a public key.")
  .refine((key) => (key.kty === "RSA" ? "n" in key && "e" in key : "x" in key && "y" in key), "The key is incomplete.");

const body = z.object({
  name: z.string().nullish(),
  label: requiredText,
  signOnMode: z.string().nullish(),
  accessibility: object.nullish(),
  visibility: object.nullish(),
  profile: object.nullish(),
  credentials: z
    .object({
      userNameTemplate: object.nullish(),
      oauthClient: z
        .object({
          client_id: z.string().nullish(),
          client_secret: z.string().nullish(),
          token_endpoint_auth_method: oneOf("token_endpoint_auth_method", authMethods).default("client_secret_basic"),
          autoKeyRotation: z.boolean().nullish(),
          pkce_required: z.boolean().nullish(),
        })
        .prefault({}),
    })
    .prefault({}),
  settings: z.object({
    app: object.nullish(),
    implicitAssignment: z.boolean().nullish(),
    notes: object.nullish(),
    oauthClient: z.looseObject({
      application_type: z.string().nullish(),
      grant_types: z.array(z.string()).min(1, "The field cannot be left blank"),
      response_types: z.array(oneOf("response_types", ["code", "token", "id_token"])).nullish(),
      redirect_uris: z.array(z.string()).nullish(),
      wildcard_redirect: z.string().nullish(),
      jwks: z.object({ keys: z.array(jwk) }).nullish(),
      jwks_uri: z.string().nullish(),
      dpop_bound_access_tokens: z.boolean().nullish(),
    }),
  }),
});

/** What a request says about an application. */
export interface AppSettings extends Pick<
  App,
  | "applicationType"
  | "label"
  | "authMethod"
  | "autoKeyRotation"
  | "pkceRequired"
  | "grantTypes"
  | "responseTypes"
  | "dpopBoundAccessTokens"
  | "rest"
> {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly jwks: readonly JWK[];
  readonly jwksUri: string | undefined;
}

/**
 * An application's settings from a request's body, checked as Okta checks its type, with a key set or its address for
 * private_key_jwt, and never `none`. The words of the refusal of an unknown authentication method are known [obs], the others' are not confirmed. DPoP is
 * off unless asked for [rec].
 */
export function readAppSettings(call: OktaCall): AppSettings {
  const { label, name, signOnMode, credentials, settings, ...shown } = parseBody(body, call.request, nameField);
  const { oauthClient } = settings;
  if ((signOnMode ?? "OPENID_CONNECT") !== "OPENID_CONNECT" || (name ?? "oidc_client") !== "oidc_client") {
    throw unsupported(call, "the sandbox has applications of the kind oidc_client only");
  }
  const { application_type: applicationType, ...clientSettings } = oauthClient;
  if (applicationType !== "service" && applicationType !== "web") {
    throw unsupported(call, "the sandbox has OpenID Connect applications of the types service and web only");
  }
  if ((oauthClient.wildcard_redirect ?? "DISABLED") !== "DISABLED") {
    throw unsupported(call, "the sandbox compares redirect URIs character by character");
  }
  const { grant_types, response_types, jwks, jwks_uri, dpop_bound_access_tokens, ...restOfClient } = clientSettings;
  const responseTypes = response_types ?? [applicationType === "web" ? "code" : "token"];
  checkClient(applicationType, {
    grantTypes: grant_types,
    responseTypes,
    redirectUris: oauthClient.redirect_uris ?? [],
  });
  const client = credentials.oauthClient;
  const hasKeys = (jwks?.keys ?? []).length > 0 || Boolean(jwks_uri);
  if (client.token_endpoint_auth_method === "private_key_jwt" && !hasKeys) {
    throw validationFailed("jwks", ["jwks: 'jwks' or 'jwks_uri' is required for 'private_key_jwt'."]);
  }
  return {
    applicationType,
    label,
    clientId: client.client_id || undefined,
    clientSecret: checkSecret(client.client_secret || undefined),
    authMethod: client.token_endpoint_auth_method,
    autoKeyRotation: client.autoKeyRotation ?? true,
    pkceRequired: client.pkce_required ?? false,
    grantTypes: grant_types,
    responseTypes,
    jwks: (jwks?.keys ?? []) as JWK[],
    jwksUri: jwks_uri || undefined,
    dpopBoundAccessTokens: dpop_bound_access_tokens ?? false,
    rest: restOf({ ...shown, ...settings, userNameTemplate: credentials.userNameTemplate, oauthClient: restOfClient }),
  };
}

/** Okta names a client's own fields without their path [obs]. */
function nameField(path: readonly PropertyKey[]): string {
  const start = path.indexOf("oauthClient") + 1;
  return start > 0 && start < path.length ? String(path[start]) : path.join(".");
}

/** A secret of one's own has 14 to 100 printable characters of ASCII [doc]. */
function checkSecret(secret: string | undefined): string | undefined {
  if (secret === undefined || /^[\x21-\x7E]{14,100}$/.test(secret)) return secret;
  throw validationFailed("client_secret", ["client_secret: 'client_secret' must be between 14 and 100 characters."]);
}

interface ShownSettings {
  readonly accessibility?: Record<string, unknown> | null | undefined;
  readonly visibility?: Record<string, unknown> | null | undefined;
  readonly userNameTemplate?: Record<string, unknown> | null | undefined;
  readonly app?: Record<string, unknown> | null | undefined;
  readonly implicitAssignment?: boolean | null | undefined;
  readonly notes?: Record<string, unknown> | null | undefined;
  readonly profile?: Record<string, unknown> | null | undefined;
  readonly oauthClient: Record<string, unknown>;
}

/** With the defaults of recorded answers. */
function restOf(shown: ShownSettings): AppRest {
  return {
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null, ...shown.accessibility },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: true, web: true },
      ...shown.visibility,
    },
    userNameTemplate: shown.userNameTemplate ?? { template: "${source.login}", type: "BUILT_IN" },
    app: shown.app ?? {},
    implicitAssignment: shown.implicitAssignment ?? false,
    notes: { admin: null, enduser: null, ...shown.notes },
    oauthClient: {
      consent_method: "TRUSTED",
      issuer_mode: "ORG_URL",
      idp_initiated_login: { mode: "DISABLED", default_scope: [] },
      wildcard_redirect: "DISABLED",
      participate_slo: false,
      ...shown.oauthClient,
    },
    ...(shown.profile && { profile: shown.profile }),
  };
}

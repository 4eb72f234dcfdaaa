import type { App, ClientKey, Org } from "../state.ts";
import { lifecycleLink, link } from "./links.ts";

/** As recorded: the same for every OpenID Connect application. */
const homePage = "aln177a159h7Zf52X0g8";
const defaultLogo = "https://op3static.oktacdn.com/assets/img/logos/default.6770228fb0dab49a1695ef440a5279bb.png";

/**
 * Members and their order as in recorded answers.
 * @param secret shown in the answers to a creation and to an update [src: the Terraform provider], and in no other
 */
export function appJson(app: App, org: Org, baseUrl: string, secret?: string): object {
  const self = `${baseUrl}/api/v1/apps/${app.id}`;
  const { rest } = app;
  return {
    id: app.id,
    name: "oidc_client",
    label: app.label,
    status: app.status,
    lastUpdated: app.lastUpdated,
    created: app.created,
    accessibility: rest.accessibility,
    visibility: { ...rest.visibility, appLinks: { oidc_client_link: true } },
    features: [],
    signOnMode: "OPENID_CONNECT",
    ...(rest.profile !== undefined && { profile: rest.profile }),
    credentials: {
      userNameTemplate: rest.userNameTemplate,
      signing: { kid: org.signingKey.kid },
      oauthClient: {
        autoKeyRotation: app.autoKeyRotation,
        client_id: app.clientId,
        ...(secret !== undefined && { client_secret: secret }),
        token_endpoint_auth_method: app.authMethod,
        pkce_required: app.pkceRequired,
      },
    },
    settings: {
      app: rest.app,
      notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } },
      manualProvisioning: false,
      implicitAssignment: rest.implicitAssignment,
      notes: rest.notes,
      oauthClient: {
        client_uri: null,
        logo_uri: null,
        redirect_uris: [],
        ...rest.oauthClient,
        response_types: app.responseTypes,
        grant_types: app.grantTypes,
        ...(app.keys.length > 0 && { jwks: { keys: app.keys.map(clientKeyJson) } }),
        ...(app.jwksUri !== undefined && { jwks_uri: app.jwksUri }),
        application_type: app.applicationType ?? "service",
        dpop_bound_access_tokens: app.dpopBoundAccessTokens,
      },
    },
    _links: {
      uploadLogo: link(`${self}/logo`, "POST"),
      appLinks: [
        { name: "oidc_client_link", href: `${baseUrl}/home/oidc_client/${app.id}/${homePage}`, type: "text/html" },
      ],
      profileEnrollment: link(`${baseUrl}/api/v1/policies/${org.profileEnrollmentPolicyId}`),
      policies: link(`${self}/policies`, "PUT"),
      groups: link(`${self}/groups`),
      logo: [{ name: "medium", href: defaultLogo, type: "image/png" }],
      clientCredentials: [
        app.authMethod === "private_key_jwt"
          ? { name: "jwks", href: `${self}/credentials/jwks` }
          : { name: "secrets", href: `${self}/credentials/secrets` },
      ],
      accessPolicy: link(`${baseUrl}/api/v1/policies/${app.signInPolicyId}`),
      users: link(`${self}/users`),
      ...lifecycleLink(self, app.status),
    },
  };
}

/** A public key of a client; curve keys have a `crv`, null where none was given [rec]. */
function clientKeyJson({ id, jwk, status }: ClientKey): object {
  const { kty, kid, use, alg, e, n, x, y, crv } = jwk;
  return {
    kty,
    id,
    status,
    kid: kid ?? null,
    use: use ?? null,
    ...(alg !== undefined && { alg }),
    ...(kty === "EC" ? { x, y, crv: crv ?? null } : { e, n }),
  };
}

import { newId, newKid } from "./ids.ts";
import { oktaTime } from "./OktaCall.ts";
import type { AuthorizationServer, Scope } from "./state.ts";

type NewAuthorizationServer = Pick<
  AuthorizationServer,
  "name" | "description" | "audiences" | "issuerMode" | "rotationMode" | "default"
>;

/**
 * A custom authorization server as Okta makes it: with the OpenID Connect scopes, which nobody can delete, and the `sub`
 * claim of access tokens, whose expression is in Okta's reference. That all scopes but `device_sso` and
 * `offline_access` need no consent is not confirmed; client credentials never get any of them.
 */
export function newAuthorizationServer(settings: NewAuthorizationServer, now: Date): AuthorizationServer {
  const created = oktaTime(now);
  return {
    id: newId("aus"),
    ...settings,
    created,
    lastUpdated: created,
    status: "ACTIVE",
    lastRotated: created,
    keys: [{ kid: newKid(), status: "ACTIVE" }],
    scopes: systemScopes.map(([name, displayName, description]) => systemScope(name, displayName, description)),
    claims: [
      {
        id: newId("ocl"),
        system: true,
        name: "sub",
        status: "ACTIVE",
        claimType: "RESOURCE",
        valueType: "EXPRESSION",
        value: "(appuser != null) ? appuser.userName : app.clientId",
        alwaysIncludeInToken: true,
        scopes: [],
      },
    ],
    policies: [],
  };
}

const systemScopes = [
  ["openid", "openid", "Signals that a request is an OpenID request."],
  ["profile", "View your profile information.", "The exact data varies based on what profile information you have."],
  ["email", "View your email address.", "This allows the app to view your email address."],
  ["address", "View your address.", "This allows the app to view your address."],
  ["phone", "View your phone number.", "This allows the app to view your phone number."],
  ["offline_access", "Keep you signed in to the app.", "This keeps you signed in to the app."],
  ["device_sso", "Device secret for native SSO.", "This allows single sign-on between apps on a device."],
] as const;

function systemScope(name: string, displayName: string, description: string): Scope {
  return {
    id: newId("scp"),
    system: true,
    name,
    displayName,
    description,
    metadataPublish: "ALL_CLIENTS",
    consent: "IMPLICIT",
    optional: false,
    default: false,
  };
}

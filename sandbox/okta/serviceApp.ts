import { createPublicKey } from "node:crypto";
import type { JWK } from "jose";
import type { OktaServiceApp } from "../Vendor.ts";
import { newId } from "./ids.ts";
import { oktaTime } from "./OktaCall.ts";
import type { App, Org } from "./state.ts";

/** The service app that an administrator made for the operator, with its public key; made where an org has it not yet. */
export function addServiceApp(org: Org, { clientId, keyId, privateKey }: OktaServiceApp, now: Date): void {
  if (org.apps.some((app) => app.clientId === clientId)) return;
  const created = oktaTime(now);
  const { kty, e, n } = createPublicKey(privateKey).export({ format: "jwk" });
  const app: App = {
    id: newId("0oa"),
    clientId,
    created,
    lastUpdated: created,
    applicationType: "service",
    label: "Operator",
    status: "ACTIVE",
    signInPolicyId: org.appSignInPolicies.find(({ system }) => system)?.id ?? "",
    authMethod: "private_key_jwt",
    autoKeyRotation: true,
    pkceRequired: false,
    secrets: [],
    keys: [{ id: newId("pks"), jwk: { kty, e, n, kid: keyId, use: "sig", alg: "RS256" } as JWK, status: "ACTIVE" }],
    grantTypes: ["client_credentials"],
    responseTypes: ["token"],
    dpopBoundAccessTokens: false,
    rest: {
      accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
      visibility: { autoLaunch: false, autoSubmitToolbar: false, hide: { iOS: true, web: true } },
      userNameTemplate: { template: "${source.login}", type: "BUILT_IN" },
      app: {},
      implicitAssignment: false,
      notes: { admin: null, enduser: null },
      oauthClient: { consent_method: "TRUSTED", issuer_mode: "ORG_URL" },
    },
  };
  org.apps.push(app);
}

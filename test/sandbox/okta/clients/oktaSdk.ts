// Okta's own SDK against whatever its environment says: prints what it was told, as JSON.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the SDK takes plain objects for its models */
import { Client } from "@okta/okta-sdk-nodejs";

const { OKTA_ORG_NAME, OKTA_BASE_URL, OKTA_API_TOKEN } = process.env;
const client = new Client({
  orgUrl: `https://${OKTA_ORG_NAME}.${OKTA_BASE_URL}`,
  token: OKTA_API_TOKEN ?? "",
  // The SDK remembers what it read, and would not see what changed.
  cacheMiddleware: null,
});
const servers = client.authorizationServerApi;
const apps = client.applicationApi;

const server = await servers.createAuthorizationServer({
  authorizationServer: { name: "Inventory", description: "Keys", audiences: ["https://api.acme.example"] },
});
const authServerId = server.id ?? "";
const scope = await servers.createOAuth2Scope({ authServerId, oAuth2Scope: { name: "keys.read", _default: true } });
const policy = await servers.createAuthorizationServerPolicy({
  authServerId,
  policy: {
    type: "OAUTH_AUTHORIZATION_POLICY",
    name: "all",
    description: "All clients",
    priority: 1,
    conditions: { clients: { include: ["ALL_CLIENTS"] } },
  },
});
const rule = await servers.createAuthorizationServerPolicyRule({
  authServerId,
  policyId: policy.id ?? "",
  policyRule: {
    type: "RESOURCE_ACCESS",
    name: "m2m",
    priority: 1,
    conditions: { grantTypes: { include: ["client_credentials"] }, scopes: { include: ["*"] } },
    actions: { token: { accessTokenLifetimeMinutes: 30 } },
  },
});
const app = await apps.createApplication({
  application: {
    name: "oidc_client",
    label: "Key Insight",
    signOnMode: "OPENID_CONNECT",
    credentials: { oauthClient: { token_endpoint_auth_method: "client_secret_basic" } },
    settings: {
      oauthClient: { application_type: "service", grant_types: ["client_credentials"], response_types: ["token"] },
    },
  } as unknown as Parameters<typeof apps.createApplication>[0]["application"],
});

const names: (string | undefined)[] = [];
await (
  await servers.listAuthorizationServers({ limit: 1 })
).each((listed) => {
  names.push(listed.name);
});
const missing: unknown = await servers
  .getAuthorizationServer({ authServerId: "ausNone" })
  .catch((error: unknown) => error);
const { status, errorCode } = missing as { status?: number; errorCode?: string };

await apps.deactivateApplication({ appId: app.id ?? "" });
await apps.deleteApplication({ appId: app.id ?? "" });
await servers.deactivateAuthorizationServer({ authServerId });
await servers.deleteAuthorizationServer({ authServerId });

process.stdout.write(
  JSON.stringify({
    issuer: server.issuer,
    authServerId,
    scope: [scope.name, scope._default, scope.metadataPublish],
    priority: policy.priority,
    rule: [rule.name, rule.actions?.token?.accessTokenLifetimeMinutes],
    label: app.label,
    names,
    missing: [status, errorCode],
  }),
);

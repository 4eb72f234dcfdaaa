import type { UpdateUserPoolClientRequest } from "@aws-sdk/client-cognito-identity-provider";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import type { DeployedCognitoIssuer } from "../../../../trust/DeployedTrust.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";
import type { Seed } from "./Seed.ts";

/** What somebody may change in the user pool. */
export const userPoolSeeds: readonly Seed[] = [
  {
    what: "a client more",
    make: async (stack) => {
      const { UserPoolClient } = await stack.cognito.createUserPoolClient({
        ...{ UserPoolId: poolOf(stack), ClientName: "hand", GenerateSecret: true },
        ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
        AllowedOAuthScopes: ["tickets/read"],
      });
      return UserPoolClient!.ClientId;
    },
    finds: [
      {
        ...{ rule: "unmanaged-client", where: "issuers.portal, client hand ({id})" },
        gains: /gets tokens of the pool for tickets\/read; no authorizer names it/,
      },
    ],
  },
  {
    what: "a second secret of a client",
    make: (stack) =>
      stack.cognito.addUserPoolClientSecret({ UserPoolId: poolOf(stack), ClientId: clientOf(stack, "jsm") }),
    finds: [
      {
        ...{ rule: "unmanaged-secret", where: "issuers.portal.clients.jsm" },
        gains: /^Whoever holds it gets tokens as jsm\.$/,
      },
    ],
  },
  {
    what: "a callback URL more",
    make: (stack) =>
      changeClient(stack, "tester", ({ CallbackURLs = [] }) => ({
        CallbackURLs: [...CallbackURLs, "https://elsewhere.example/callback"],
      })),
    finds: [
      {
        ...{ rule: "unmanaged-redirect-uri", where: "issuers.portal.clients.tester, callback URLs", putBack: true },
        gains: /^Whoever is at https:\/\/elsewhere\.example\/callback is sent the codes /,
      },
    ],
  },
  {
    what: "a scope more of a client",
    make: (stack) =>
      changeClient(stack, "mail-gateway", ({ AllowedOAuthScopes = [] }) => ({
        AllowedOAuthScopes: [...AllowedOAuthScopes, "tickets/read"],
      })),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.portal.clients.mail-gateway, scopes", putBack: true },
        gains: /^mail-gateway of portal can call GET \/tickets\/report of tickets\.$/,
      },
    ],
  },
  {
    what: "another way to sign in to a client",
    make: (stack) =>
      changeClient(stack, "jsm", ({ ExplicitAuthFlows = [] }) => ({
        ExplicitAuthFlows: [...ExplicitAuthFlows, "ALLOW_USER_PASSWORD_AUTH"],
      })),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.portal.clients.jsm, authentication flows", putBack: true },
        gains: /^Whoever holds somebody's credentials can sign in to jsm by .*ALLOW_USER_PASSWORD_AUTH/,
      },
    ],
  },
  {
    what: "attributes that people may change by a client",
    make: (stack) => changeClient(stack, "tester", () => ({ WriteAttributes: ["email", "name", "phone_number"] })),
    finds: [
      {
        rule: "managed-changed",
        where: "issuers.portal.clients.tester, attributes that people may change",
        ...{ expected: /^the standard ones$/, actual: /phone_number/ },
      },
    ],
  },
  {
    what: "a resource server with a scope more",
    make: (stack) =>
      stack.cognito.updateResourceServer({
        ...{ UserPoolId: poolOf(stack), Identifier: "tickets", Name: "tickets" },
        Scopes: ["read", "write", "admin"].map((ScopeName) => ({
          ...{ ScopeName, ScopeDescription: descriptions[ScopeName] ?? "Everything" },
        })),
      }),
    finds: [
      {
        ...{ rule: "unmanaged-scope", where: "issuers.portal, scope tickets/admin" },
        ...{ gains: /^Clients that are given tickets\/admin /, putBack: true },
      },
    ],
  },
  {
    what: "a resource server more",
    make: (stack) =>
      stack.cognito.createResourceServer({ UserPoolId: poolOf(stack), Identifier: "hand", Name: "Hand" }),
    finds: [{ rule: "unmanaged-scope", where: "issuers.portal, resource server hand" }],
  },
  {
    what: "an identity provider more",
    make: (stack) =>
      stack.cognito.createIdentityProvider({
        ...{ UserPoolId: poolOf(stack), ProviderName: "elsewhere", ProviderType: "OIDC" },
        ProviderDetails: {
          ...{ client_id: "portal", client_secret: "of-elsewhere-1", authorize_scopes: "openid email" },
          ...{ oidc_issuer: issuerOf(stack).federation["company"]!.issuer, attributes_request_method: "GET" },
        },
      }),
    finds: [
      {
        ...{ rule: "unmanaged-identity-provider", where: "issuers.portal, identity provider elsewhere" },
        gains: /^People of elsewhere can sign in /,
      },
    ],
  },
  {
    what: "an identity provider that says emails otherwise",
    make: async (stack) => {
      const provider = { UserPoolId: poolOf(stack), ProviderName: "company" };
      const { IdentityProvider } = await stack.cognito.describeIdentityProvider(provider);
      const AttributeMapping = { ...IdentityProvider!.AttributeMapping, email: "preferred_username" };
      await stack.cognito.updateIdentityProvider({ ...provider, AttributeMapping });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.portal.federation.company", putBack: true },
        gains: /^Whoever can change those claims /,
      },
    ],
  },
  {
    what: "a group more",
    make: (stack) => stack.cognito.createGroup({ UserPoolId: poolOf(stack), GroupName: "admins" }),
    finds: [
      {
        ...{ rule: "unmanaged-object", where: "issuers.portal, group admins" },
        gains: /^People in it have admins in the cognito:groups /,
      },
    ],
  },
  {
    what: "a group that is gone",
    make: (stack) => stack.cognito.deleteGroup({ UserPoolId: poolOf(stack), GroupName: "partners" }),
    finds: [{ rule: "managed-deleted", where: "issuers.portal, AWS user group partners", putBack: true }],
  },
  {
    what: "a pool that anybody may sign up to",
    make: async (stack) => {
      const UserPoolId = poolOf(stack);
      const { UserPool = {} } = await stack.cognito.describeUserPool({ UserPoolId });
      const { AccountRecoverySetting, AutoVerifiedAttributes, Policies, UserAttributeUpdateSettings } = UserPool;
      const { DeletionProtection, MfaConfiguration, UserPoolTags, UserPoolTier, EmailConfiguration } = UserPool;
      await stack.cognito.updateUserPool({
        ...{ UserPoolId, AccountRecoverySetting, AutoVerifiedAttributes, Policies, UserAttributeUpdateSettings },
        ...{ DeletionProtection, MfaConfiguration, UserPoolTags, UserPoolTier, EmailConfiguration },
        ...{ AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } },
      });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.portal", message: /accounts made by/, putBack: true },
        ...{ actual: /^anybody who signs up$/, gains: /^Anyone can sign up, and then sign in\.$/ },
      },
    ],
  },
];

const descriptions: Readonly<Record<string, string>> = { read: "Read tickets", write: "Open and change tickets" };

function issuerOf(stack: RehearsedStack): DeployedCognitoIssuer {
  return stack.outputs.trust.issuers["portal"] as DeployedCognitoIssuer;
}

function poolOf(stack: RehearsedStack): string {
  return issuerOf(stack).userPoolId;
}

function clientOf(stack: RehearsedStack, client: string): string {
  return issuerOf(stack).clients[client]!.clientId;
}

/** An update resets what it does not name, so all of the client's settings are sent. */
async function changeClient(
  stack: RehearsedStack,
  client: string,
  change: (settings: UpdateUserPoolClientRequest) => Partial<UpdateUserPoolClientRequest>,
): Promise<void> {
  const id = { UserPoolId: poolOf(stack), ClientId: clientOf(stack, client) };
  const { UserPoolClient = {} } = await stack.cognito.describeUserPoolClient(id);
  const settings = {
    ...withoutKeys({ ...UserPoolClient }, ["ClientSecret", "CreationDate", "LastModifiedDate"]),
    ...id,
  };
  await stack.cognito.updateUserPoolClient({ ...settings, ...change(settings) });
}

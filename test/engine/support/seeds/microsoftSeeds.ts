import {
  addOwner,
  addPassword,
  app,
  company,
  customers,
  federation,
  type GraphList,
  graphAppId,
  usersReadAll,
  workforce,
} from "./microsoftObjects.ts";
import type { Seed } from "./Seed.ts";

/** What somebody may change of applications in Entra ID and in the B2C tenant. */
export const microsoftSeeds: readonly Seed[] = [
  {
    what: "a secret more",
    make: async (stack) => addPassword(stack, workforce(stack).clients["bystander"]!.clientId),
    finds: [
      {
        ...{ rule: "unmanaged-secret", where: "issuers.workforce, client bystander, secret {id}" },
        gains: /^Whoever holds it is the client\.$/,
      },
    ],
  },
  {
    what: "a secret more in the B2C tenant",
    make: async (stack) => {
      const { clients, tenantId } = customers(stack);
      return addPassword(stack, clients["shop"]!.clientId, tenantId);
    },
    finds: [
      {
        ...{ rule: "unmanaged-secret", where: "issuers.customers, client shop, secret {id}" },
        gains: /^Whoever holds it is the client and can call .*GET \/orders.* of orders\.$/,
      },
    ],
  },
  {
    what: "a declared secret that is gone",
    make: async (stack) => {
      const path = app(workforce(stack).clients["approvals"]!.clientId);
      const { passwordCredentials } = await stack.graph("GET", path);
      const [own] = passwordCredentials as { keyId: string }[];
      await stack.graph("POST", `${path}/removePassword`, { keyId: own!.keyId });
    },
    finds: [
      {
        ...{ rule: "managed-deleted", where: "issuers.workforce, Entra application password approvals/1" },
        putBack: true,
      },
    ],
  },
  {
    what: "a federated credential more",
    make: (stack) =>
      stack.graph("POST", `${app(workforce(stack).clients["approvals"]!.clientId)}/federatedIdentityCredentials`, {
        ...{ name: "mine", issuer: "https://token.actions.githubusercontent.com" },
        ...{ subject: "repo:mallory/orders:ref:refs/heads/main", audiences: ["api://AzureADTokenExchange"] },
      }),
    finds: [
      {
        ...{
          rule: "unmanaged-federated-credential",
          where: "issuers.workforce, client approvals, federated credential mine",
        },
        gains: /^Whoever gets a token of repo:mallory\/orders\S* of \S+ for \S+ is the client and can call /,
      },
    ],
  },
  {
    what: "a federated credential for somebody else",
    make: async (stack) => {
      const path = `${app(workforce(stack).clients["deploy"]!.clientId)}/federatedIdentityCredentials`;
      const { value } = (await stack.graph("GET", path)) as unknown as GraphList;
      await stack.graph("PATCH", `${path}/${String(value[0]!["id"])}`, { subject: "repo:acme/orders:pull_request" });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.workforce, client deploy, federated credential github" },
        ...{ expected: /refs\/heads\/main/, actual: /pull_request/, gains: /^Whoever gets a token /, putBack: true },
      },
    ],
  },
  {
    what: "a redirect URI more at Entra ID",
    make: (stack) => {
      const redirectUris = [...federation(stack).redirectUris, "https://elsewhere.example/callback"];
      return stack.graph("PATCH", app(federation(stack).clientId), { web: { redirectUris } });
    },
    finds: [
      {
        ...{ rule: "unmanaged-redirect-uri", where: "relyingParties.jumpcloud, https://elsewhere.example/callback" },
        ...{ gains: /^Whoever runs elsewhere\.example gets /, putBack: true },
      },
    ],
  },
  {
    what: "access tokens by the implicit flow",
    make: (stack) =>
      stack.graph("PATCH", app(company(stack)), {
        web: { implicitGrantSettings: { enableAccessTokenIssuance: true } },
      }),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.portal, identity provider company, implicit access tokens" },
        ...{ actual: /^on$/, gains: /^Whoever sees a browser's address bar/, putBack: true },
      },
    ],
  },
  {
    what: "an optional claim more",
    make: async (stack) => {
      const { optionalClaims } = await stack.graph("GET", app(company(stack)));
      const { idToken } = optionalClaims as { idToken: object[] };
      await stack.graph("PATCH", app(company(stack)), { optionalClaims: { idToken: [...idToken, { name: "upn" }] } });
    },
    finds: [
      {
        ...{ rule: "unmanaged-claim", where: "issuers.portal, identity provider company, claim upn" },
        ...{ gains: /learns people's upn\.$/, putBack: true },
      },
    ],
  },
  {
    what: "tokens of version 1",
    make: (stack) =>
      stack.graph("PATCH", `/applications/${workforce(stack).applicationObjectId}`, {
        api: { requestedAccessTokenVersion: 1 },
      }),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.workforce, token version" },
        ...{ expected: /^version 2$/, actual: /^version 1$/, putBack: true },
      },
    ],
  },
  {
    what: "an app role more",
    make: async (stack) => {
      const path = `/applications/${workforce(stack).applicationObjectId}`;
      const { appRoles } = await stack.graph("GET", path);
      const role = {
        ...{ id: "5f7f2c50-22a5-4f0c-9c5e-2d6a0c7f4b11", value: "Orders.Delete", displayName: "Delete orders" },
        ...{ description: "Delete orders", isEnabled: true, allowedMemberTypes: ["Application"] },
      };
      await stack.graph("PATCH", path, { appRoles: [...(appRoles as object[]), role] });
    },
    finds: [
      {
        ...{ rule: "unmanaged-scope", where: "issuers.workforce, role Orders.Delete", putBack: true },
        gains: /^Whoever is assigned the role /,
      },
    ],
  },
  {
    what: "tokens that say what a claims mapping policy has them say",
    make: (stack) =>
      stack.graph("PATCH", `/applications/${workforce(stack).applicationObjectId}`, {
        api: { acceptMappedClaims: true },
      }),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.workforce, mapped claims", actual: /^on$/, putBack: true },
        gains: /^Whoever assigns the application such a policy decides what its tokens say/,
      },
    ],
  },
  {
    what: "a client whose consent is one to the API",
    make: async (stack) => {
      const { applicationObjectId, clients, tenantId } = customers(stack);
      const appId = clients["back-office"]!.clientId;
      const api = { knownClientApplications: [appId] };
      await stack.graph("PATCH", `/applications/${applicationObjectId}`, { api }, tenantId);
      return appId;
    },
    finds: [
      {
        ...{ rule: "unmanaged-consent", where: "issuers.customers, known client {id}", putBack: true },
        gains: /^Whoever runs the application \S+ gets what the API asks of others/,
      },
    ],
  },
  {
    what: "an app role that says something else",
    make: async (stack) => {
      const { applicationObjectId, tenantId } = customers(stack);
      const path = `/applications/${applicationObjectId}`;
      const { appRoles } = await stack.graph("GET", path, undefined, tenantId);
      const change = (said: object) =>
        (appRoles as { value: string }[]).map((role) => (role.value === "orders.read" ? { ...role, ...said } : role));
      await stack.graph("PATCH", path, { appRoles: change({ isEnabled: false }) }, tenantId);
      await stack.graph("PATCH", path, { appRoles: change({ isEnabled: true, value: "orders.all" }) }, tenantId);
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.customers, role orders.read", actual: /^orders\.all$/ },
        ...{ gains: /^Whoever was assigned orders\.read passes wherever orders\.all is asked for\.$/, putBack: true },
      },
    ],
  },
  {
    what: "an optional claim by which groups are roles",
    make: async (stack) => {
      const path = app(federation(stack).clientId);
      const { optionalClaims } = await stack.graph("GET", path);
      const [first, ...others] = (optionalClaims as { idToken: { name: string }[] }).idToken;
      const idToken = [{ ...first, additionalProperties: ["emit_as_roles"] }, ...others];
      await stack.graph("PATCH", path, { optionalClaims: { idToken } });
      return first!.name;
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "relyingParties.jumpcloud, claim {id}", actual: /^emit_as_roles$/ },
        ...{ gains: /^Whoever is in a group has it among their roles\.$/, putBack: true },
      },
    ],
  },
  {
    what: "public client flows",
    make: (stack) => {
      const { clients, tenantId } = customers(stack);
      return stack.graph("PATCH", app(clients["shop"]!.clientId), { isFallbackPublicClient: true }, tenantId);
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.customers, client shop, public client flows" },
        ...{ gains: /^Whoever gets people to enter a code/, putBack: true },
      },
    ],
  },
  {
    what: "a permission that an application asks for",
    make: async (stack) => {
      const path = app(workforce(stack).clients["approvals"]!.clientId);
      const { requiredResourceAccess } = await stack.graph("GET", path);
      const more = { resourceAppId: graphAppId, resourceAccess: [{ id: usersReadAll, type: "Role" }] };
      await stack.graph("PATCH", path, { requiredResourceAccess: [...(requiredResourceAccess as object[]), more] });
    },
    finds: [
      {
        rule: "unmanaged-consent",
        where: `issuers.workforce, client approvals, asks for Role ${usersReadAll} of ${graphAppId}`,
        ...{ gains: /^With the next admin consent /, putBack: true },
      },
    ],
  },
  {
    what: "an owner of an application",
    make: (stack) => addOwner(stack, app(workforce(stack).clients["approvals"]!.clientId), "alice"),
    finds: [
      {
        ...{ rule: "unmanaged-owner", gains: /^alice@acme\.example can add secrets and redirect URIs/ },
        where: "issuers.workforce, client approvals, owner alice@acme.example of the application",
      },
    ],
  },
  {
    what: "an owner of a service principal",
    make: (stack) => addOwner(stack, `/servicePrincipals/${workforce(stack).servicePrincipalId}`, "bob"),
    finds: [
      {
        ...{ rule: "unmanaged-owner", gains: /^bob@acme\.example can add secrets/ },
        where: "issuers.workforce, owner bob@acme.example of the service principal",
      },
    ],
  },
];

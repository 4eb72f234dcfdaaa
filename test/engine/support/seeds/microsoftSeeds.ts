import type {
  DeployedB2cIssuer,
  DeployedCognitoIssuer,
  DeployedEntraIssuer,
  DeployedJumpCloudFederation,
} from "../../../../trust/DeployedTrust.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";
import type { Seed } from "./Seed.ts";

interface GraphList {
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

const graphAppId = "00000003-0000-0000-c000-000000000000";
const usersReadAll = "df021288-bdef-4463-88db-98f22de89214";

/** What somebody may change in Entra ID and in the B2C tenant. */
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
  {
    what: "an app role for another client",
    make: async (stack) => {
      const principalId = await principalOf(stack, workforce(stack).clients["bystander"]!.clientId);
      const resourceId = workforce(stack).servicePrincipalId;
      const body = { principalId, resourceId, appRoleId: await roleOf(stack, "Orders.Export") };
      await stack.graph("POST", `/servicePrincipals/${resourceId}/appRoleAssignedTo`, body);
    },
    finds: [
      {
        ...{ rule: "unmanaged-consent", where: "issuers.workforce, bystander with Orders.Export" },
        gains: /^bystander of workforce can call .*GET \/orders\/export.* of orders\.$/,
      },
    ],
  },
  {
    what: "an app role that a client no longer has",
    make: async (stack) => {
      const principalId = await principalOf(stack, workforce(stack).clients["approvals"]!.clientId);
      const path = `/servicePrincipals/${workforce(stack).servicePrincipalId}/appRoleAssignedTo`;
      const { value } = (await stack.graph("GET", path)) as unknown as GraphList;
      const assignment = value.find((one) => one["principalId"] === principalId);
      await stack.graph("DELETE", `${path}/${String(assignment!["id"])}`);
    },
    finds: [{ rule: "consent-lost", where: "issuers.workforce, approvals with Orders.Approve", putBack: true }],
  },
  {
    what: "a role at Microsoft Graph",
    make: async (stack) => {
      const principalId = await principalOf(stack, workforce(stack).clients["nightly-export"]!.clientId);
      const resourceId = await principalOf(stack, graphAppId);
      const body = { principalId, resourceId, appRoleId: usersReadAll };
      await stack.graph("POST", `/servicePrincipals/${principalId}/appRoleAssignments`, body);
    },
    finds: [
      {
        rule: "unmanaged-consent",
        where: `issuers.workforce, client nightly-export, role ${usersReadAll} at Microsoft Graph`,
        gains: /^Whoever is the application can do at Microsoft Graph /,
      },
    ],
  },
  {
    what: "a consent in one person's name",
    make: async (stack) => {
      const clientId = await principalOf(stack, workforce(stack).clients["approvals"]!.clientId);
      const resourceId = await principalOf(stack, graphAppId);
      const principalId = federation(stack).people["alice"]!.objectId;
      const body = { clientId, consentType: "Principal", principalId, resourceId, scope: "User.Read" };
      await stack.graph("POST", "/oauth2PermissionGrants", body);
      return principalId;
    },
    finds: [
      {
        ...{ rule: "unmanaged-consent", gains: /^Whoever runs the application can use User\.Read as that person\.$/ },
        where: "issuers.workforce, client approvals, consent to User.Read in the name of {id}",
      },
    ],
  },
  {
    what: "a consent to more than was declared",
    make: async (stack) => {
      const { id, scope } = await consentOf(stack, await principalOf(stack, company(stack)));
      await stack.graph("PATCH", `/oauth2PermissionGrants/${id}`, { scope: `${scope} User.Read` });
    },
    finds: [
      {
        ...{ rule: "unmanaged-consent", putBack: true },
        where: "issuers.portal, identity provider company, consent to User.Read in everybody's name",
        gains: /^Whoever runs the application can use User\.Read as whoever signs in\.$/,
      },
    ],
  },
  {
    what: "admin consent that was withdrawn",
    make: async (stack) => {
      const { id } = await consentOf(stack, federation(stack).servicePrincipalId);
      await stack.graph("DELETE", `/oauth2PermissionGrants/${id}`);
    },
    finds: [
      {
        ...{ rule: "consent-lost", where: "relyingParties.jumpcloud, consent to email, openid and profile" },
        ...{ actual: /^no consent$/, putBack: true },
      },
    ],
  },
  {
    what: "a consent to the API for somebody else's application",
    make: async (stack) => {
      const { appId } = await stack.graph("POST", "/applications", { displayName: "Mallory's own" });
      const { id: clientId } = await stack.graph("POST", "/servicePrincipals", { appId });
      const grant = { clientId, consentType: "AllPrincipals", resourceId: workforce(stack).servicePrincipalId };
      await stack.graph("POST", "/oauth2PermissionGrants", { ...grant, scope: "orders" });
    },
    finds: [
      {
        rule: "unmanaged-consent",
        where: "issuers.workforce, consent to orders for Mallory's own in everybody's name",
        gains: /^Whoever runs Mallory's own gets tokens for the API, of whoever signs in\.$/,
      },
    ],
  },
  {
    what: "a person who is assigned to the API",
    make: async (stack) => {
      const resourceId = workforce(stack).servicePrincipalId;
      const principalId = federation(stack).people["alice"]!.objectId;
      const body = { principalId, resourceId, appRoleId: "00000000-0000-0000-0000-000000000000" };
      await stack.graph("POST", `/servicePrincipals/${resourceId}/appRoleAssignedTo`, body);
    },
    finds: [
      {
        ...{ rule: "unmanaged-consent", where: "issuers.workforce, Alice Archer with access without a role" },
        gains: /Alice Archer/,
      },
    ],
  },
  {
    what: "an API that requires no assignment any more",
    make: (stack) => {
      const { servicePrincipalId, tenantId } = customers(stack);
      const off = { appRoleAssignmentRequired: false };
      return stack.graph("PATCH", `/servicePrincipals/${servicePrincipalId}`, off, tenantId);
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.customers, assignment required", putBack: true },
        ...{ actual: /^not required$/, gains: /^Every application and everybody of the tenant gets tokens for it\.$/ },
      },
    ],
  },
  {
    what: "a service principal that is switched off",
    make: async (stack) => {
      const { clients, tenantId } = customers(stack);
      const id = await principalOf(stack, clients["back-office"]!.clientId, tenantId);
      await stack.graph("PATCH", `/servicePrincipals/${id}`, { accountEnabled: false }, tenantId);
    },
    finds: [{ rule: "deactivated", where: "issuers.customers, client back-office", putBack: true }],
  },
  {
    what: "a person whose account is disabled",
    make: (stack) =>
      stack.graph("PATCH", `/users/${federation(stack).people["bob"]!.objectId}`, { accountEnabled: false }),
    finds: [{ rule: "deactivated", where: "relyingParties.jumpcloud, person bob", putBack: true }],
  },
  {
    what: "a person with another mail",
    make: (stack) =>
      stack.graph("PATCH", `/users/${federation(stack).people["carol"]!.objectId}`, { mail: "ceo@acme.example" }),
    finds: [
      {
        ...{ rule: "managed-changed", where: "relyingParties.jumpcloud, person carol, mail", putBack: true },
        gains: /takes this person for ceo@acme\.example\.$/,
      },
    ],
  },
];

function workforce(stack: RehearsedStack): DeployedEntraIssuer {
  return stack.outputs.trust.issuers["workforce"] as DeployedEntraIssuer;
}

function customers(stack: RehearsedStack): DeployedB2cIssuer {
  return stack.outputs.trust.issuers["customers"] as DeployedB2cIssuer;
}

function federation(stack: RehearsedStack): DeployedJumpCloudFederation {
  return stack.outputs.trust.relyingParties["jumpcloud"] as DeployedJumpCloudFederation;
}

/** The client id of the application by which people of the company sign in to the user pool. */
function company(stack: RehearsedStack): string {
  return (stack.outputs.trust.issuers["portal"] as DeployedCognitoIssuer).federation["company"]!.clientId;
}

const app = (appId: string): string => `/applications(appId='${appId}')`;

async function principalOf(stack: RehearsedStack, appId: string, tenantId?: string): Promise<string> {
  const { id } = await stack.graph("GET", `/servicePrincipals(appId='${appId}')`, undefined, tenantId);
  return String(id);
}

async function roleOf(stack: RehearsedStack, value: string): Promise<string> {
  const { appRoles } = await stack.graph("GET", `/servicePrincipals/${workforce(stack).servicePrincipalId}`);
  return (appRoles as { id: string; value: string }[]).find((role) => role.value === value)!.id;
}

async function addPassword(stack: RehearsedStack, appId: string, tenantId?: string): Promise<unknown> {
  const passwordCredential = { displayName: "mine" };
  const { keyId } = await stack.graph("POST", `${app(appId)}/addPassword`, { passwordCredential }, tenantId);
  return keyId;
}

async function addOwner(stack: RehearsedStack, path: string, person: string): Promise<void> {
  const { objectId } = federation(stack).people[person]!;
  const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${objectId}` };
  await stack.graph("POST", `${path}/owners/$ref`, reference);
}

async function consentOf(stack: RehearsedStack, clientId: string): Promise<{ id: string; scope: string }> {
  const path = `/oauth2PermissionGrants?$filter=clientId eq '${clientId}'`;
  const { value } = (await stack.graph("GET", path)) as unknown as GraphList;
  return value[0] as { id: string; scope: string };
}

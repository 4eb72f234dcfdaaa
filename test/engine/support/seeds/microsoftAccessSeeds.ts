import {
  company,
  consentOf,
  customers,
  federation,
  type GraphList,
  graphAppId,
  principalOf,
  roleOf,
  usersReadAll,
  workforce,
} from "./microsoftObjects.ts";
import type { Seed } from "./Seed.ts";

/** What somebody may change there of service principals, of what they may do, and of people. */
export const microsoftAccessSeeds: readonly Seed[] = [
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

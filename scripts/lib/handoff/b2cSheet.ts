import { directoryVariable } from "../../../components/entra/directoryVariables.ts";
import { b2cIssuer, b2cTokenEndpoint, discoveryUrlOf } from "../../../trust/entra/endpoints.ts";
import type { B2cIssuerModel } from "../../../trust/TrustModel.ts";
import { type HandoffSection, type HandoffSheet, plain } from "./HandoffSheet.ts";

/**
 * What has to be done by hand in a B2C tenant, before a stack with this issuer can be deployed: no API sets a user flow's
 * token compatibility, and somebody has to be let in first. The clicks are those of Microsoft's pages "Configure tokens in
 * Azure Active Directory B2C" and "Manage Azure AD B2C with Microsoft Graph".
 */
export function b2cSheet(name: string, issuer: B2cIssuerModel): HandoffSheet {
  return {
    name,
    system: "Azure AD B2C",
    sections: [tenant(issuer), userFlow(issuer), operator(name, issuer)],
    notes: [
      "Azure AD B2C takes no new customers since 1 May 2025. A tenant that is there goes on working; there is no way to make another one.",
      "Microsoft documents client credentials in Azure AD B2C as a preview.",
      `When it is done, \`npm run preflight\` reads ${discoveryUrlOf(b2cIssuer(issuer))} and says whether it is as it should be.`,
    ],
  };
}

function tenant({ tenantId, tenantName, domain }: B2cIssuerModel): HandoffSection {
  return {
    title: "The tenant",
    fields: [
      plain("Directory", `${tenantName}.onmicrosoft.com`),
      plain("Directory (tenant) ID", tenantId),
      plain("Domain", domain),
    ],
    steps: [
      "Sign in to the Azure portal with an account that administers this directory, and switch to it: Settings > Directories + subscriptions. It is another directory than the company's own.",
    ],
  };
}

function userFlow(issuer: B2cIssuerModel): HandoffSection {
  const { policy } = issuer;
  return {
    title: "The user flow",
    fields: [
      plain("User flow", policy),
      plain("Issuer (iss) claim", b2cIssuer(issuer)),
      plain("Token endpoint", b2cTokenEndpoint(issuer)),
    ],
    steps: [
      `Open Azure AD B2C > User flows. Where ${policy} is missing, create it (New user flow, Sign in): the name that you enter stands behind B2C_1_.`,
      `Open ${policy} > Properties > Token compatibility settings. For Issuer (iss) claim, choose the form with /tfp/, and save. API Gateway finds a discovery document under no other.`,
      "Look first at the other applications that use this user flow: those that compare the issuer with the form without /tfp/ refuse its tokens from then on. Where there are any, create a user flow for this API alone, and name it in the config (policy).",
    ],
  };
}

function operator(name: string, { tenantName }: B2cIssuerModel): HandoffSection {
  const clientId = directoryVariable(name, "CLIENT_ID");
  const clientSecret = directoryVariable(name, "CLIENT_SECRET");
  return {
    title: "The application that the stack works as",
    fields: [
      plain("Variable for its client ID", clientId),
      plain("Variable for its secret", clientSecret),
      ...graphPermissions.map((permission) => plain("Microsoft Graph, application permission", permission)),
    ],
    steps: [
      `In this directory, open App registrations > New registration, name it after what it does, and choose Accounts in this organizational directory only (${tenantName} only).`,
      "Open API permissions > Add a permission > Microsoft Graph > Application permissions, choose those above, and click Grant admin consent. With these it can change every application of the directory: whoever holds its secret can too.",
      `Open Certificates & secrets > New client secret, and put the client ID and the secret's value into the variables above, where the stack is deployed. With ARM_USE_OIDC=true it takes a federated credential instead of a secret, and ${clientSecret} is not needed.`,
      "Run `npm run up`: it registers the API, its roles and its clients in this directory, and gives the consent.",
    ],
  };
}

/** What the azuread provider's pages name for applications, their app roles' assignments and service principals. */
const graphPermissions = ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"] as const;

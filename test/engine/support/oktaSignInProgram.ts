import { secret } from "@pulumi/pulumi";
import { findGroups } from "../../../components/okta/findGroups.ts";
import { OktaSignInApplication } from "../../../components/okta/OktaSignInApplication.ts";

/** The groups that the program expects; another one begins with the name of the first. */
export const signInGroups = ["Support", "Support Berlin", "Agents"];

/** Two applications that people sign in to: everyone, or the members of groups. */
export async function oktaSignInProgram(): Promise<Record<string, unknown>> {
  const redirectUri = "https://acme-dev-portal.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse";
  const groupIds = await findGroups(["Agents", "Support"]);
  const everyone = { label: "Customers portal", assignment: "everyone", redirectUri } as const;
  const groups = { label: "Help desk", assignment: { groupIds }, redirectUri };
  const declared = {
    everyone: new OktaSignInApplication("portal/everyone", everyone),
    groups: new OktaSignInApplication("portal/groups", groups),
  };
  const entries = Object.entries(declared);
  return {
    issuers: Object.fromEntries(entries.map(([name, { issuer, clientId }]) => [name, { issuer, clientId }])),
    clientSecrets: secret({
      portal: Object.fromEntries(entries.map(([name, { clientSecret }]) => [name, clientSecret])),
    }),
  };
}

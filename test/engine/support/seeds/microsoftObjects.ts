import type {
  DeployedB2cIssuer,
  DeployedCognitoIssuer,
  DeployedEntraIssuer,
  DeployedJumpCloudFederation,
} from "../../../../trust/DeployedTrust.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";

export interface GraphList {
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

export const graphAppId = "00000003-0000-0000-c000-000000000000";
export const usersReadAll = "df021288-bdef-4463-88db-98f22de89214";

export function workforce(stack: RehearsedStack): DeployedEntraIssuer {
  return stack.outputs.trust.issuers["workforce"] as DeployedEntraIssuer;
}

export function customers(stack: RehearsedStack): DeployedB2cIssuer {
  return stack.outputs.trust.issuers["customers"] as DeployedB2cIssuer;
}

export function federation(stack: RehearsedStack): DeployedJumpCloudFederation {
  return stack.outputs.trust.relyingParties["jumpcloud"] as DeployedJumpCloudFederation;
}

/** The client id of the application by which people of the company sign in to the user pool. */
export function company(stack: RehearsedStack): string {
  return (stack.outputs.trust.issuers["portal"] as DeployedCognitoIssuer).federation["company"]!.clientId;
}

export const app = (appId: string): string => `/applications(appId='${appId}')`;

export async function principalOf(stack: RehearsedStack, appId: string, tenantId?: string): Promise<string> {
  const { id } = await stack.graph("GET", `/servicePrincipals(appId='${appId}')`, undefined, tenantId);
  return String(id);
}

export async function roleOf(stack: RehearsedStack, value: string): Promise<string> {
  const { appRoles } = await stack.graph("GET", `/servicePrincipals/${workforce(stack).servicePrincipalId}`);
  return (appRoles as { id: string; value: string }[]).find((role) => role.value === value)!.id;
}

export async function addPassword(stack: RehearsedStack, appId: string, tenantId?: string): Promise<unknown> {
  const passwordCredential = { displayName: "mine" };
  const { keyId } = await stack.graph("POST", `${app(appId)}/addPassword`, { passwordCredential }, tenantId);
  return keyId;
}

export async function addOwner(stack: RehearsedStack, path: string, person: string): Promise<void> {
  const { objectId } = federation(stack).people[person]!;
  const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${objectId}` };
  await stack.graph("POST", `${path}/owners/$ref`, reference);
}

export async function consentOf(stack: RehearsedStack, clientId: string): Promise<{ id: string; scope: string }> {
  const path = `/oauth2PermissionGrants?$filter=clientId eq '${clientId}'`;
  const { value } = (await stack.graph("GET", path)) as unknown as GraphList;
  return value[0] as { id: string; scope: string };
}

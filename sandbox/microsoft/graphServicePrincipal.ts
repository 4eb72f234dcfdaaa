import { randomUUID } from "node:crypto";
import type { AppRole, PermissionScope, ServicePrincipal } from "./state.ts";

/** Microsoft Graph's client id, the same in every directory (Microsoft Graph permissions reference). */
export const graphAppId = "00000003-0000-0000-c000-000000000000";

/** Application permissions with their ids (Microsoft Graph permissions reference). */
const appRoles: readonly (readonly [value: string, id: string])[] = [
  ["Application.Read.All", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"],
  ["Application.ReadWrite.All", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"],
  ["Application.ReadWrite.OwnedBy", "18a4783c-866b-4cc7-a460-3d5e5662c884"],
  ["AppRoleAssignment.ReadWrite.All", "06b708a9-e830-4db3-a914-8e69da51d44f"],
  ["DelegatedPermissionGrant.ReadWrite.All", "8e8e4742-1d95-4f68-9d56-6ee75648c72a"],
  ["Directory.Read.All", "7ab1d382-f21e-4acd-a863-ba3e13f7da61"],
  ["Directory.ReadWrite.All", "19dbc75e-c2e2-444c-a770-ec69d8559fc7"],
  ["Domain.Read.All", "dbb9058a-0e50-45d7-ae91-66909b5d4664"],
  ["Organization.Read.All", "498476ce-e0fe-48b0-b801-37ba7e2685c6"],
  ["User-PasswordProfile.ReadWrite.All", "cc117bb9-00cf-4eb8-b580-ea2a878fe8f7"],
  ["User.Read.All", "df021288-bdef-4463-88db-98f22de89214"],
  ["User.ReadWrite.All", "741f803b-c850-494e-b5df-cde7c675a1ca"],
];

/** The names of the application permissions that the sandbox's Graph has. */
export const graphAppRoles: readonly string[] = appRoles.map(([value]) => value);

/** Delegated permissions with their ids, and who may consent (Microsoft Graph permissions reference). */
const scopes: readonly (readonly [value: string, id: string])[] = [
  ["email", "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0"],
  ["offline_access", "7427e0e9-2fba-42fe-b0c0-848c9e6a8182"],
  ["openid", "37f7f235-527c-4136-accd-4a02d197296e"],
  ["profile", "14dad69e-099b-42c9-810b-d002981feec1"],
  ["User.Read", "e1fe6dd8-ba31-4d61-89e7-88639da4683d"],
];

/** Microsoft Graph as every directory has it, with the permissions that this project's users meet. */
export function graphServicePrincipal(now: Date): ServicePrincipal {
  return {
    id: randomUUID(),
    appId: graphAppId,
    createdDateTime: now.toISOString(),
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    appRoles: appRoles.map(([value, id]): AppRole => ({
      id,
      value,
      displayName: value,
      description: value,
      allowedMemberTypes: ["Application"],
      isEnabled: true,
    })),
    oauth2PermissionScopes: scopes.map(([value, id]): PermissionScope => ({
      id,
      value,
      type: "User",
      isEnabled: true,
      adminConsentDisplayName: value,
      adminConsentDescription: value,
    })),
    owners: [],
    rest: { displayName: "Microsoft Graph" },
  };
}

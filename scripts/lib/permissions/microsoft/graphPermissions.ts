/** Microsoft Graph's client id, the same in every directory. */
export const graphAppId = "00000003-0000-0000-c000-000000000000";

/** An application permission of Microsoft Graph. */
export interface GraphPermission {
  /** Of the app role, the same in every directory. */
  readonly id: string;
  /** Permissions that allow all that it is asked for here. */
  readonly impliedBy: readonly string[];
}

/** Those that operators need, with their ids (Microsoft Graph permissions reference), and the wider ones. */
export const graphPermissions = {
  "Application.Read.All": {
    id: "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
    impliedBy: ["Application.ReadWrite.All"],
  },
  "Application.ReadWrite.OwnedBy": {
    id: "18a4783c-866b-4cc7-a460-3d5e5662c884",
    impliedBy: ["Application.ReadWrite.All"],
  },
  "AppRoleAssignment.ReadWrite.All": { id: "06b708a9-e830-4db3-a914-8e69da51d44f", impliedBy: [] },
  "DelegatedPermissionGrant.ReadWrite.All": { id: "8e8e4742-1d95-4f68-9d56-6ee75648c72a", impliedBy: [] },
  "Directory.Read.All": { id: "7ab1d382-f21e-4acd-a863-ba3e13f7da61", impliedBy: ["Directory.ReadWrite.All"] },
  "Domain.Read.All": {
    id: "dbb9058a-0e50-45d7-ae91-66909b5d4664",
    impliedBy: ["Directory.Read.All", "Directory.ReadWrite.All", "Domain.ReadWrite.All"],
  },
  "User.ReadWrite.All": { id: "741f803b-c850-494e-b5df-cde7c675a1ca", impliedBy: [] },
} as const satisfies Readonly<Record<string, GraphPermission>>;

export type GraphPermissionName = keyof typeof graphPermissions;

/** Whether a token's roles have a permission, or a wider one. */
export function hasPermission(wanted: GraphPermissionName, roles: readonly string[]): boolean {
  const implied: readonly string[] = graphPermissions[wanted].impliedBy;
  return [wanted, ...implied].some((name) => roles.includes(name));
}

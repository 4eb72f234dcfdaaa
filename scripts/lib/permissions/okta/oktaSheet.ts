import { jsonFile } from "../PermissionFile.ts";
import type { Purpose } from "../Purpose.ts";
import type { Sheet } from "../Sheet.ts";
import type { OktaRights } from "./oktaRights.ts";

/**
 * An API service application with scopes, and a role that it is assigned (developer.okta.com, "Implement OAuth for Okta with a
 * service app"). Only a super administrator may grant them.
 */
export function oktaSheet({ scopes, permissions, standardRoles }: OktaRights, stack: string, purpose: Purpose): Sheet {
  const label = `crosstrust ${stack} ${purpose}`;
  const line = `OKTA_API_SCOPES=${scopes.join(",")}`;
  const resources = ["all authorization servers", "all applications"];
  if (permissions.some((permission) => permission.startsWith("okta.groups."))) resources.push("all groups");
  if (permissions.some((permission) => permission.startsWith("okta.policies."))) resources.push("all policies");
  const file = jsonFile(`okta-${purpose}.json`, {
    serviceApplication: { label, scopes },
    environment: { OKTA_API_SCOPES: scopes.join(",") },
    customRole: { label, permissions, resources },
    insteadOfTheCustomRole: standardRoles,
  });
  return {
    title: "Okta",
    lines: [
      `An API service application (public key / private key) with the scopes ${scopes.join(", ")}`,
      `assigned a custom admin role with ${permissions.join(", ")} on ${resources.join(", ")}; or the role ${standardRoles.join(" or ")}, which gives more`,
      `In its environment: ${line}`,
      "An API token has all the rights of its administrator, with these roles.",
    ],
    commands: [],
    files: [file],
  };
}

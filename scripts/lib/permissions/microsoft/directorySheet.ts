import { jsonFile } from "../PermissionFile.ts";
import type { Purpose } from "../Purpose.ts";
import type { Sheet } from "../Sheet.ts";
import type { DirectoryRights } from "./directoryRights.ts";
import { graphAppId, graphPermissions } from "./graphPermissions.ts";

/**
 * Permissions of the operator's own application in one directory, with an administrator's consent (Azure CLI reference, `az ad
 * app permission`). The file is what `az ad app update --required-resource-accesses` takes.
 */
export function directorySheet({ directory, tenantId, permissions }: DirectoryRights, purpose: Purpose): Sheet {
  const resourceAccess = permissions.map((name) => ({ id: graphPermissions[name].id, type: "Role" }));
  const file = jsonFile(`microsoft-${directory}-${purpose}.json`, [{ resourceAppId: graphAppId, resourceAccess }]);
  const tenant = tenantId ?? "TENANT_ID";
  const ids = resourceAccess.map(({ id, type }) => `${id}=${type}`).join(" ");
  return {
    title: directory === "tenant" ? "Microsoft, the company's tenant" : `Microsoft, the directory of ${directory}`,
    lines: [
      `Application permissions of Microsoft Graph: ${permissions.join(", ")}`,
      `in the directory ${tenant}: ${file.name}`,
    ],
    commands: [
      `az login --tenant ${tenant} --allow-no-subscriptions`,
      `az ad app permission add --id CLIENT_ID --api ${graphAppId} --api-permissions ${ids}`,
      "az ad app permission admin-consent --id CLIENT_ID",
    ],
    files: [file],
  };
}

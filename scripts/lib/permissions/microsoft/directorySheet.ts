import { federatedCredential, type GitHubWorkflows, subjectAdvice } from "../gitHubTrust.ts";
import { jsonFile } from "../PermissionFile.ts";
import type { Purpose } from "../Purpose.ts";
import type { Sheet } from "../Sheet.ts";
import type { DirectoryRights } from "./directoryRights.ts";
import { graphAppId, graphPermissions } from "./graphPermissions.ts";

/**
 * Permissions of the operator's own application in one directory, with an administrator's consent (Azure CLI reference, `az ad
 * app permission`, `az ad app federated-credential`). The first file is what `az ad app update --required-resource-accesses` takes.
 * @param workflows which act as the application, by GitHub's tokens instead of a secret
 */
export function directorySheet(
  { issuer, tenantId, permissions }: DirectoryRights,
  purpose: Purpose,
  workflows: GitHubWorkflows | undefined,
): Sheet {
  const resourceAccess = permissions.map((name) => ({ id: graphPermissions[name].id, type: "Role" }));
  const name = ["microsoft", ...(issuer === undefined ? [] : [issuer]), purpose].join("-");
  const file = jsonFile(`${name}.json`, [{ resourceAppId: graphAppId, resourceAccess }]);
  const trust = workflows && jsonFile(`${name}-trust.json`, federatedCredential(workflows));
  const tenant = tenantId ?? "TENANT_ID";
  const ids = resourceAccess.map(({ id, type }) => `${id}=${type}`).join(" ");
  return {
    title: issuer === undefined ? "Microsoft, the company's tenant" : `Microsoft, the directory of ${issuer}`,
    lines: [
      `Application permissions of Microsoft Graph: ${permissions.join(", ")}`,
      `in the directory ${tenant}: ${file.name}`,
      ...(trust === undefined ? [] : [`Who may be the application, by GitHub's tokens: ${trust.name}`]),
      ...(workflows === undefined ? [] : subjectAdvice(workflows)),
    ],
    commands: [
      `az login --tenant ${tenant} --allow-no-subscriptions`,
      `az ad app permission add --id CLIENT_ID --api ${graphAppId} --api-permissions ${ids}`,
      "az ad app permission admin-consent --id CLIENT_ID",
      ...(trust === undefined
        ? []
        : [`az ad app federated-credential create --id CLIENT_ID --parameters ${trust.name}`]),
    ],
    files: [file, ...(trust === undefined ? [] : [trust])],
  };
}

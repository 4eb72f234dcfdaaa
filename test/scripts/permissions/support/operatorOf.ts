import type { OperatorRights } from "../../../../sandbox/operator/OperatorRights.ts";
import { awsPolicies } from "../../../../scripts/lib/permissions/aws/awsPolicies.ts";
import type { StackRights } from "../../../../scripts/lib/permissions/stackRights.ts";

/** Who has exactly these rights at the sandbox's vendors. */
export function operatorOf({ aws, okta, directories, jumpcloud }: StackRights): OperatorRights {
  return {
    aws: { policies: awsPolicies(aws) },
    okta: okta && { scopes: okta.scopes, permissions: okta.permissions },
    graph: Object.fromEntries(directories.map(({ tenantId = "", permissions }) => [tenantId, permissions])),
    jumpcloud: jumpcloud && { role: jumpcloud },
  };
}

import type { Claim } from "../state.ts";
import { link } from "./links.ts";

/** Members and their order as in recorded answers. */
export function claimJson(claim: Claim, serverUrl: string): object {
  const { id, name, status, claimType, valueType, value, groupFilterType, scopes, system } = claim;
  return {
    id,
    name,
    status,
    claimType,
    valueType,
    value,
    ...(groupFilterType !== undefined && { group_filter_type: groupFilterType }),
    conditions: { scopes },
    system,
    alwaysIncludeInToken: claim.alwaysIncludeInToken,
    apiResourceId: null,
    _links: { self: link(`${serverUrl}/claims/${id}`, "GET", "PUT", "DELETE") },
  };
}

import { randomId } from "../../http/ids.ts";
import type { IdentityCenter } from "./state.ts";

/**
 * An Identity Center instance with an empty directory, as it is when it was enabled.
 * @param seconds now, in epoch seconds
 */
export function newIdentityCenter(seconds: number): IdentityCenter {
  return {
    instanceId: randomId("ssoins-", 16, "hex"),
    created: seconds,
    tags: {},
    store: { id: randomId("d-", 10, "hex"), users: [], groups: [], memberships: [] },
    trustedTokenIssuers: [],
    applications: [],
    clientTokens: {},
    exchanged: {},
  };
}

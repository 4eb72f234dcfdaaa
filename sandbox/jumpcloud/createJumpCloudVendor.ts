import type { Vendor, VendorContext } from "../Vendor.ts";
import { answer } from "./answer.ts";
import { findHost } from "./hosts.ts";
import { newId } from "./JumpCloudCall.ts";
import { operationNames } from "./operations.ts";
import type { JumpCloudState, Organization } from "./state.ts";

/**
 * JumpCloud: the admin API of people, groups, applications and identity providers in both its versions, the token endpoint
 * of service accounts, the user portal's login by an identity provider or a password, and the OpenID Connect issuer of the
 * custom applications. Each region has an organisation of its own; the same credentials open all of them.
 */
export function createJumpCloudVendor(context: VendorContext): Vendor {
  const state = context.state<JumpCloudState>(() => ({ organizations: {}, accessTokens: {} }));
  return {
    name: "jumpcloud",
    owns: (host) => findHost(host) !== undefined,
    async respond(request) {
      const host = findHost(request.url.hostname);
      if (host === undefined) throw new TypeError(`${request.url.hostname} is no host of JumpCloud's`);
      const organization = (state.organizations[host.region] ??= newOrganization());
      return answer({ request, context, host, state, organization, now: context.clock.now() });
    },
    operations: operationNames,
  };
}

function newOrganization(): Organization {
  return {
    id: newId(),
    users: [],
    groups: [],
    applications: [],
    identityProviders: [],
    routingPolicies: [],
    signIns: {},
    sessions: {},
  };
}

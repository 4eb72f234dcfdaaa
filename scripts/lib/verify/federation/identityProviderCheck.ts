import { JumpCloudError, JumpCloudUnreachable } from "../../../../providers/jumpcloud/client/JumpCloudError.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { FederationUnderTest } from "./FederationUnderTest.ts";

/**
 * That JumpCloud's identity provider is the one that was declared: of type AZURE, for this tenant and this application.
 * JumpCloud's form of the URL differs from the issuer's, so it is compared by tenant.
 */
export function identityProviderCheck({ jumpcloud: { api } }: VerifyContext, under: FederationUnderTest): Check {
  const { deployed, name } = under;
  return {
    system: "entra-jumpcloud",
    name: `${name}: the identity provider in JumpCloud`,
    expected: `AZURE, tenant ${deployed.tenantId}, client ${deployed.clientId}`,
    run: async () => {
      if (api === undefined) {
        return notProved("JumpCloud's API takes a key: JUMPCLOUD_API_KEY, or a service account's credentials");
      }
      try {
        return observe(await api.find(`/api/v2/identity-providers/${encodeURIComponent(deployed.identityProviderId)}`));
      } catch (error) {
        if (error instanceof JumpCloudError) return notProved(error.message);
        if (!(error instanceof JumpCloudUnreachable)) throw error;
        return { actual: error.message, ok: false };
      }
    },
  };

  function observe(found: Readonly<Record<string, unknown>> | undefined): Observation {
    if (found === undefined) return { actual: "no such identity provider", ok: false };
    const oidc = (found["oidc"] ?? {}) as Readonly<Record<string, unknown>>;
    const [type, url, client] = [String(found["type"]), String(oidc["url"]), String(oidc["clientId"])];
    const tenant = tenantOf(url);
    const ok = type === "AZURE" && tenant === deployed.tenantId && client === deployed.clientId;
    return { actual: `${type}, tenant ${tenant ?? `unknown (${url})`}, client ${client}`, ok };
  }
}

/** The tenant id in one of Microsoft's URLs, whatever stands behind it. */
function tenantOf(url: string): string | undefined {
  const { protocol, hostname, pathname } = URL.parse(url) ?? {};
  if (protocol !== "https:" || hostname !== "login.microsoftonline.com") return undefined;
  return pathname?.split("/")[1]?.toLowerCase();
}

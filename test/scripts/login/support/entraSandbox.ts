import { createMicrosoftVendor } from "../../../../sandbox/microsoft/createMicrosoftVendor.ts";
import type { Sandbox, SandboxOptions } from "../../../../sandbox/startSandbox.ts";
import type { StackOutputs } from "../../../../scripts/lib/stack/readStackOutputs.ts";
import { LoginTenants, tenantId } from "../../../sandbox/microsoft/login/support/LoginTenants.ts";
import { entraOutputs, outputsOf } from "./stackOutputs.ts";

export interface EntraSandbox {
  readonly sandbox: Sandbox;
  /** Of a stack whose issuer `company` is an API of the tenant. */
  readonly outputs: StackOutputs;
  /** An application on the platform of mobile and desktop applications, with a secret that it may not show. */
  readonly appId: string;
  readonly secret: string;
  readonly tenants: LoginTenants;
  readonly user: { readonly userPrincipalName: string; readonly password: string };
}

/**
 * A sandbox with a tenant in which a person can sign in to a public client.
 * @param start of the suite's sandboxes
 */
export async function startEntra(start: (options: SandboxOptions) => Promise<Sandbox>): Promise<EntraSandbox> {
  const tenants = new LoginTenants(undefined, new Date());
  const sandbox = await start({
    clock: tenants.clock,
    vendors: {
      microsoft: (context) => createMicrosoftVendor({ ...context, state: (initial) => tenants.section(initial) }),
    },
  });
  const registered = tenants.register(tenants.entra, "Command line", {
    rest: { publicClient: { redirectUris: ["http://localhost"] } },
  });
  tenants.consent(registered, "openid profile email offline_access");
  const user = tenants.addUser();
  const outputs = outputsOf({ company: entraOutputs(tenantId) });
  return { sandbox, outputs, appId: registered.application.appId, secret: registered.secret, tenants, user };
}

import type { Vendor, VendorContext } from "../Vendor.ts";
import { graphOperations, respondGraph } from "./graph/respondGraph.ts";
import { loginOperations, respondLogin } from "./login/respondLogin.ts";
import { grantOperator } from "./grantOperator.ts";
import { newDirectory } from "./newDirectory.ts";
import type { MicrosoftState } from "./state.ts";

const graphHost = "graph.microsoft.com";
const entraHosts: readonly string[] = ["login.microsoftonline.com", "login.windows.net", "sts.windows.net"];

/**
 * Microsoft: the sign-in and token endpoints of Entra ID and Azure AD B2C, and Microsoft Graph as far as applications,
 * their permissions and people need it.
 */
export function createMicrosoftVendor(context: VendorContext): Vendor {
  const state = context.state<MicrosoftState>(() => ({ directories: {} }));
  for (const made of context.directories) {
    const operator = context.credentials.directories[made.tenantId];
    if (operator) state.directories[made.tenantId] ??= newDirectory(made, operator, context.clock.now());
  }
  let granted: object | undefined;
  const grantOperators = (): void => {
    const rights = context.operator?.rights;
    if (rights === granted) return;
    granted = rights;
    for (const [tenantId, { clientId }] of Object.entries(context.credentials.directories)) {
      const directory = state.directories[tenantId];
      if (directory) grantOperator(directory, clientId, rights?.graph?.[tenantId], context.clock.now());
    }
  };
  const ownB2cHosts = (): readonly string[] => Object.values(state.directories).flatMap(({ loginHosts }) => loginHosts);
  return {
    name: "microsoft",
    owns: (host) =>
      host === graphHost || entraHosts.includes(host) || host.endsWith(".b2clogin.com") || ownB2cHosts().includes(host),
    async respond(request) {
      grantOperators();
      const call = { request, context, state, now: context.clock.now() };
      return request.url.hostname === graphHost ? respondGraph(call) : respondLogin(call);
    },
    operations: [...new Set([...loginOperations, ...graphOperations])].sort(),
  };
}

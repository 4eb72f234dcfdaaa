import { type Properties, textsOf, valueOf } from "../Properties.ts";

/**
 * Whether nobody signs in by an app client of Cognito, so that it gets access tokens alone: it has client credentials, which
 * go with no other grant, and names its authentication flows, none of which is a sign-in. Left out they are AWS's, SRP among
 * them (Cognito API reference, CreateUserPoolClient, ExplicitAuthFlows).
 */
export function isMachineClient(client: Properties): boolean {
  const flows = valueOf(client, "explicitAuthFlows");
  const known = textsOf(client, "explicitAuthFlows");
  if (!Array.isArray(flows) || flows.length !== known.length || known.length === 0) return false;
  const grants = textsOf(client, "allowedOauthFlows");
  return grants.includes("client_credentials") && known.every((flow) => flow === "ALLOW_REFRESH_TOKEN_AUTH");
}

import type * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/azuread/provider.js";
import { b2cIssuer, b2cTokenEndpoint } from "../../trust/entra/endpoints.ts";
import type { B2cIssuerModel } from "../../trust/TrustModel.ts";
import type { DirectoryCredentials } from "./directoryVariables.ts";
import { EntraApi } from "./EntraApi.ts";
import { MicrosoftIssuer } from "./MicrosoftIssuer.ts";

export interface B2cIssuerArgs extends Omit<B2cIssuerModel, "kind"> {
  /** As what the provider works in the B2C tenant, which is another directory than the company's. */
  readonly credentials: DirectoryCredentials;
}

/**
 * An Azure AD B2C tenant as a token issuer for one API. App-only tokens of its own endpoints carry the app roles in `scp`.
 *
 * Its `iss` is the one that names the policy, in lower case whatever the portal shows (observed in dotnet/aspnetcore
 * #9196 and MicrosoftDocs/azure-docs #74603): API Gateway finds a discovery document under no other. Whether the user
 * flow gives it is a setting of the portal's, without an API.
 *
 * Its endpoints serve registrations for "Accounts in any identity provider or organizational directory" alone; others get
 * AADB2C90085 (Microsoft Q&A, question 1501268).
 */
export class B2cIssuer extends MicrosoftIssuer {
  /** @throws InputPropertiesError for clients that name roles which are not there */
  constructor(name: string, args: B2cIssuerArgs, opts?: pulumi.ComponentResourceOptions) {
    const { domain, tenantName, policy } = args;
    super(
      "crosstrust:entra:B2cIssuer",
      name,
      (parent) => {
        const api = new EntraApi(
          name,
          {
            ...args,
            signInAudience: "AzureADandPersonalMicrosoftAccount",
            // As the portal makes it in a B2C tenant, and as Microsoft documents it for the client credentials flow there.
            defaultIdentifierUri: (clientId) => `https://${tenantName}.onmicrosoft.com/${clientId}`,
          },
          { parent, provider: directoryProvider(name, args, parent) },
        );
        const place = api.tenantId.apply((tenantId) => ({ domain, tenantName, policy, tenantId }));
        return {
          kind: "b2c",
          api,
          issuer: place.apply(b2cIssuer),
          tokenEndpoint: place.apply(b2cTokenEndpoint),
          scopeClaim: "scp",
        };
      },
      opts,
    );
  }
}

function directoryProvider(
  name: string,
  { tenantId, credentials: { clientId, clientSecret } }: B2cIssuerArgs,
  parent: pulumi.ComponentResource,
): Provider {
  return new Provider(
    name,
    {
      tenantId,
      clientId,
      ...(clientSecret === undefined ? { useOidc: true } : { clientSecret }),
      // Whoever is signed in to the Azure CLI is signed in to the company's directory.
      useCli: false,
    },
    { parent },
  );
}

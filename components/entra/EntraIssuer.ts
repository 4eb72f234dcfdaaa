import type * as pulumi from "@pulumi/pulumi";
import { entraIssuer, entraTokenEndpoint } from "../../trust/entra/endpoints.ts";
import type { EntraIssuerModel } from "../../trust/TrustModel.ts";
import { EntraApi } from "./EntraApi.ts";
import { MicrosoftIssuer } from "./MicrosoftIssuer.ts";

export type EntraIssuerArgs = Omit<EntraIssuerModel, "kind">;

/**
 * The company's Entra ID tenant as a token issuer for one API. Every API of the tenant has the same issuer; the audience
 * tells them apart. App-only tokens carry the app roles in `roles`, and no `scp`.
 */
export class EntraIssuer extends MicrosoftIssuer {
  /** @throws InputPropertiesError for clients that name roles which are not there */
  constructor(name: string, args: EntraIssuerArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "crosstrust:entra:Issuer",
      name,
      (parent) => {
        const api = new EntraApi(
          name,
          { ...args, signInAudience: "AzureADMyOrg", defaultIdentifierUri: (clientId) => `api://${clientId}` },
          { parent },
        );
        return {
          kind: "entra",
          api,
          issuer: api.tenantId.apply(entraIssuer),
          tokenEndpoint: api.tenantId.apply(entraTokenEndpoint),
          scopeClaim: "roles",
        };
      },
      opts,
    );
  }
}

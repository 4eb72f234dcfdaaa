import { string } from "../../lib/Property.ts";
import { defineFunction } from "../../lib/ResourceDefinition.ts";
import type { IdentityCenterClient } from "../client/IdentityCenterClient.ts";
import { IdentityCenterConflict } from "../client/IdentityCenterConflict.ts";
import { text } from "./text.ts";

/** `identitycenter:index/getTrustedTokenIssuer:getTrustedTokenIssuer`: the trusted token issuer of an issuer URL. */
export const getTrustedTokenIssuer = defineFunction<IdentityCenterClient>()({
  token: "identitycenter:index/getTrustedTokenIssuer:getTrustedTokenIssuer",
  description:
    "The trusted token issuer of an issuer URL, of which an instance has at most one; fails where there is none.",
  inputs: {
    instanceArn: string({ required: true, description: "Of Identity Center." }),
    issuerUrl: string({ required: true, description: "Exactly as the trusted token issuer has it." }),
    region: string({ description: "Of the instance; the provider's unless given." }),
  },
  outputs: {
    trustedTokenIssuerArn: text,
    name: text,
    issuerUrl: text,
    claimAttributePath: text,
    identityStoreAttributePath: text,
    jwksRetrievalOption: text,
  },

  async call(client, { instanceArn, issuerUrl, region }) {
    const { paginateListTrustedTokenIssuers } = await import("@aws-sdk/client-sso-admin");
    const sso = await client.ssoAdmin(region);
    const others: string[] = [];
    for await (const { TrustedTokenIssuers = [] } of paginateListTrustedTokenIssuers(
      { client: sso },
      { InstanceArn: instanceArn },
    )) {
      for (const { TrustedTokenIssuerArn } of TrustedTokenIssuers) {
        const found = await sso.describeTrustedTokenIssuer({ TrustedTokenIssuerArn });
        const configuration = found.TrustedTokenIssuerConfiguration?.OidcJwtConfiguration;
        if (configuration?.IssuerUrl !== issuerUrl) {
          others.push(configuration?.IssuerUrl ?? "of another type");
          continue;
        }
        return {
          trustedTokenIssuerArn: TrustedTokenIssuerArn,
          name: found.Name,
          issuerUrl,
          claimAttributePath: configuration.ClaimAttributePath,
          identityStoreAttributePath: configuration.IdentityStoreAttributePath,
          jwksRetrievalOption: configuration.JwksRetrievalOption,
        };
      }
    }
    throw new IdentityCenterConflict(
      `${instanceArn} has no trusted token issuer with the URL ${issuerUrl}; ` +
        (others.length === 0 ? "it has none at all" : `it has ${others.join(", ")}`),
    );
  },
});

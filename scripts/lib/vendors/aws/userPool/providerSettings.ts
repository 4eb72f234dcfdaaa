import type { IdentityProviderType } from "@aws-sdk/client-cognito-identity-provider";
import { attributeMapping, authorizeScopes } from "../../../../../trust/cognito/providerSettings.ts";
import type { DeployedPoolFederation } from "../../../../../trust/DeployedTrust.ts";
import type { PoolFederationModel } from "../../../../../trust/TrustModel.ts";
import { inList, type Settings } from "./Settings.ts";

/** An identity provider of a pool as it is declared, in words. */
export function declaredProvider(
  { attributes }: PoolFederationModel,
  { issuer, clientId }: DeployedPoolFederation,
): Settings {
  return {
    type: "OIDC",
    issuer,
    client: clientId,
    scopes: inScopes(authorizeScopes),
    attributes: inMapping(attributeMapping(attributes)),
  };
}

/** An identity provider as Cognito has it, in the same words. */
export function providerAsItIs(provider: IdentityProviderType): Settings {
  const { ProviderType = "none", ProviderDetails: details = {}, AttributeMapping = {} } = provider;
  return {
    type: ProviderType,
    issuer: details["oidc_issuer"] ?? "none",
    client: details["client_id"] ?? "none",
    scopes: inScopes(details["authorize_scopes"] ?? ""),
    attributes: inMapping(AttributeMapping),
  };
}

/** Endpoints that a provider's details may name, by their names in the discovery document. */
const endpoints: Readonly<Record<string, string>> = {
  authorization_endpoint: "authorize_url",
  token_endpoint: "token_url",
  userinfo_endpoint: "attributes_url",
  jwks_uri: "jwks_uri",
};

/** Those of the endpoints that a provider's details name, instead of the issuer's discovery document. */
export function namedEndpoints(
  details: Readonly<Record<string, string>>,
): readonly { readonly member: string; readonly detail: string; readonly url: string }[] {
  return Object.entries(endpoints).flatMap(([member, detail]) => {
    const url = details[detail];
    return url === undefined || url === "" ? [] : [{ member, detail, url }];
  });
}

function inScopes(scopes: string): string {
  return inList(scopes.split(" ").filter((scope) => scope !== ""));
}

function inMapping(mapping: Readonly<Record<string, string>>): string {
  return inList(Object.entries(mapping).map(([attribute, claim]) => `${attribute} from ${claim}`));
}

import { attributeMapping, authorizeScopes } from "../../../../trust/cognito/providerSettings.ts";
import type { DeployedPoolFederation } from "../../../../trust/DeployedTrust.ts";
import type { PoolFederationModel } from "../../../../trust/TrustModel.ts";
import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { UserPoolUnderTest } from "./UserPoolUnderTest.ts";
import { inList, userPoolCheck } from "./userPoolCheck.ts";

/** Whose word the pool takes for who somebody is, as which client it asks, and what it takes over of the answer. */
export function identityProviderCheck(
  context: VerifyContext,
  under: UserPoolUnderTest,
  provider: string,
  { attributes }: PoolFederationModel,
  { issuer, clientId }: DeployedPoolFederation,
): Check {
  return userPoolCheck(context, under, {
    name: `${under.name}: the identity provider ${provider} as declared`,
    expected: {
      type: "OIDC",
      issuer,
      client: clientId,
      scopes: inScopes(authorizeScopes),
      attributes: inMapping(attributeMapping(attributes)),
      endpoints: published,
    },
    look: async ({ userPools }) => {
      const { IdentityProvider = {} } = await userPools.describeIdentityProvider({
        ...{ UserPoolId: under.deployed.userPoolId, ProviderName: provider },
      });
      const { ProviderType = "none", ProviderDetails: details = {}, AttributeMapping = {} } = IdentityProvider;
      if (details["client_secret"] !== undefined) context.conceal(details["client_secret"]);
      return {
        type: ProviderType,
        issuer: details["oidc_issuer"] ?? "none",
        client: details["client_id"] ?? "none",
        scopes: inScopes(details["authorize_scopes"] ?? ""),
        attributes: inMapping(AttributeMapping),
        endpoints: await endpointsOf(context, issuer, details),
      };
    },
  });
}

const published = "the issuer's";

/** Endpoints that a provider's details may name, by their names in the discovery document. */
const endpoints: Readonly<Record<string, string>> = {
  authorization_endpoint: "authorize_url",
  token_endpoint: "token_url",
  userinfo_endpoint: "attributes_url",
  jwks_uri: "jwks_uri",
};

/** One that is named counts instead of the issuer's own: with another's keys, somebody else says who people are. */
async function endpointsOf(
  { documents }: VerifyContext,
  issuer: string,
  details: Readonly<Record<string, string>>,
): Promise<string> {
  const named = Object.entries(endpoints).flatMap(([member, detail]) => {
    const url = details[detail];
    return url === undefined || url === "" ? [] : [{ member, detail, url }];
  });
  if (named.length === 0) return published;
  const discovery = await documents.read(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const others = named.filter(({ member, url }) => !discovery.found || discovery.value[member] !== url);
  return others.length === 0 ? published : inList(others.map(({ detail, url }) => `${detail} ${url}`));
}

function inScopes(scopes: string): string {
  return inList(scopes.split(" ").filter((scope) => scope !== ""));
}

function inMapping(mapping: Readonly<Record<string, string>>): string {
  return inList(Object.entries(mapping).map(([attribute, claim]) => `${attribute} from ${claim}`));
}

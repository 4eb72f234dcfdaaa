import type { DeployedPoolFederation } from "../../../../trust/DeployedTrust.ts";
import type { PoolFederationModel } from "../../../../trust/TrustModel.ts";
import { declaredProvider, namedEndpoints, providerAsItIs } from "../../vendors/aws/userPool/providerSettings.ts";
import { inList } from "../../vendors/aws/userPool/Settings.ts";
import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { UserPoolUnderTest } from "./UserPoolUnderTest.ts";
import { userPoolCheck } from "./userPoolCheck.ts";

/** Whose word the pool takes for who somebody is, as which client it asks, and what it takes over of the answer. */
export function identityProviderCheck(
  context: VerifyContext,
  under: UserPoolUnderTest,
  provider: string,
  model: PoolFederationModel,
  deployed: DeployedPoolFederation,
): Check {
  return userPoolCheck(context, under, {
    name: `${under.name}: the identity provider ${provider} as declared`,
    expected: { ...declaredProvider(model, deployed), endpoints: published },
    look: async ({ userPools }) => {
      const { IdentityProvider = {} } = await userPools.describeIdentityProvider({
        ...{ UserPoolId: under.deployed.userPoolId, ProviderName: provider },
      });
      const { ProviderDetails: details = {} } = IdentityProvider;
      if (details["client_secret"] !== undefined) context.conceal(details["client_secret"]);
      return {
        ...providerAsItIs(IdentityProvider),
        endpoints: await endpointsOf(context, deployed.issuer, details),
      };
    },
  });
}

export const published = "the issuer's";

/** One that is named counts instead of the issuer's own: with another's keys, somebody else says who people are. */
export async function endpointsOf(
  { documents }: Pick<VerifyContext, "documents">,
  issuer: string,
  details: Readonly<Record<string, string>>,
): Promise<string> {
  const named = namedEndpoints(details);
  if (named.length === 0) return published;
  const discovery = await documents.read(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const others = named.filter(({ member, url }) => !discovery.found || discovery.value[member] !== url);
  return others.length === 0 ? published : inList(others.map(({ detail, url }) => `${detail} ${url}`));
}

import { resourceOf } from "../lib/resourceOf.ts";
import { notThere } from "../lib/notThere.ts";
import type { DriftReader } from "../DriftContext.ts";
import { type ApiUnderDrift, apisUnderDrift, readApi } from "./gateway/ApiUnderDrift.ts";
import { compareApiSettings } from "./gateway/compareApiSettings.ts";
import { compareAuthorizers } from "./gateway/compareAuthorizers.ts";
import { compareFunctions } from "./gateway/compareFunctions.ts";
import { compareIntegrations } from "./gateway/compareIntegrations.ts";
import { compareRoutes } from "./gateway/compareRoutes.ts";
import { compareStages } from "./gateway/compareStages.ts";
import { accountOf, compareAws, ifThere, readPart } from "./lib/compareAws.ts";
import { sortFindings } from "./lib/sortFindings.ts";

/** The stack's APIs with their functions: who can call them, by what was declared and by what was not. */
export const gatewayDrift: DriftReader = async (context) => {
  const compared = apisUnderDrift(context).map(async (under) => {
    const { place } = under;
    const part = { place, region: context.trust.region, accountId: accountIdOf(under), action: "apigateway:GET" };
    return compareAws(context, part, async (services) => [
      ...(await readPart(part, async () => {
        const live = await ifThere(readApi(under, services));
        if (live === undefined) return notThere(place, under.deployed.apiId);
        return [
          ...compareApiSettings(under, live),
          ...compareRoutes(under, live),
          ...compareAuthorizers(under, live),
          ...compareIntegrations(under, live),
          ...compareStages(under, live),
        ];
      })),
      ...(await compareFunctions(under, services)),
    ]);
  });
  return sortFindings((await Promise.all(compared)).flat());
};

function accountIdOf({ context, deployed }: ApiUnderDrift): string | undefined {
  return accountOf(resourceOf(context.state, "aws:apigatewayv2/api:Api", deployed.apiId)?.outputs["executionArn"]);
}

import { readPoolContent } from "../../vendors/aws/userPool/readPoolContent.ts";
import type { DriftContext, DriftReader } from "../DriftContext.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { notThere } from "../lib/notThere.ts";
import { resourceOf } from "../lib/resourceOf.ts";
import { accountOf, compareAws, ifThere, readPart } from "./lib/compareAws.ts";
import { configPlace } from "./lib/configPlace.ts";
import { sortFindings } from "./lib/sortFindings.ts";
import { comparePoolClient } from "./userPool/comparePoolClient.ts";
import { comparePoolContent } from "./userPool/comparePoolContent.ts";
import { comparePoolDomains } from "./userPool/comparePoolDomains.ts";
import { comparePoolProvider } from "./userPool/comparePoolProvider.ts";
import { comparePoolSettings } from "./userPool/comparePoolSettings.ts";
import type { PoolUnderDrift, UserPools } from "./userPool/PoolUnderDrift.ts";

/**
 * The stack's user pools: how people sign in, which clients get tokens, for what and where they send people, who else says
 * who people are, and all that is in a pool beside what was declared. Its people are nobody's declaration, and neither is
 * who is in its groups: they are provisioned by hand.
 */
export const userPoolDrift: DriftReader = async (context) => {
  const compared = poolsUnderDrift(context).map(async (under) => {
    const { place, deployed } = under;
    const pool = resourceOf(context.state, "aws:cognito/userPool:UserPool", deployed.userPoolId);
    const accountId = accountOf(pool?.outputs["arn"]);
    const part = { place, region: context.trust.region, accountId, action: "cognito-idp:DescribeUserPool" };
    return compareAws(context, part, async ({ userPools }) => comparePool(under, userPools));
  });
  return sortFindings((await Promise.all(compared)).flat());
};

function poolsUnderDrift(context: DriftContext): readonly PoolUnderDrift[] {
  const { issuers, model } = context.trust;
  return Object.entries(model.issuers).flatMap(([name, issuer]) => {
    const deployed = issuers[name];
    if (issuer.kind !== "cognito" || deployed?.kind !== "cognito") return [];
    return [{ context, name, place: configPlace("issuers", name), model: issuer, deployed }];
  });
}

async function comparePool(under: PoolUnderDrift, userPools: UserPools): Promise<readonly DriftFinding[]> {
  const { place, model, deployed } = under;
  const UserPoolId = deployed.userPoolId;
  const pool = (await ifThere(userPools.describeUserPool({ UserPoolId })))?.UserPool;
  if (pool === undefined) return notThere(place, UserPoolId);
  const clients = Object.keys(model.clients).map(async (client) => comparePoolClient(under, userPools, client));
  const providers = Object.keys(model.federation).map(async (provider) =>
    readPart({ place, action: "cognito-idp:DescribeIdentityProvider" }, async () =>
      comparePoolProvider(under, userPools, provider),
    ),
  );
  return [
    ...comparePoolSettings(under, pool),
    ...comparePoolDomains(under, pool),
    ...(await readPart({ place, action: listing }, async () =>
      comparePoolContent(under, userPools, await readPoolContent(userPools, UserPoolId)),
    )),
    ...(await Promise.all([...clients, ...providers])).flat(),
  ];
}

const listing =
  "cognito-idp:ListUserPoolClients, cognito-idp:ListResourceServers, cognito-idp:ListGroups and cognito-idp:ListIdentityProviders";

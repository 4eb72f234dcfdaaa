import { declaredProvider, providerAsItIs } from "../../../vendors/aws/userPool/providerSettings.ts";
import { PublishedDocuments } from "../../../verify/PublishedDocuments.ts";
import { endpointsOf, published } from "../../../verify/userPool/identityProviderCheck.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { notThere } from "../../lib/notThere.ts";
import { putBack } from "../../lib/putBack.ts";
import { ifThere } from "../lib/compareAws.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { configPlace } from "../lib/configPlace.ts";
import type { PoolUnderDrift, UserPools } from "./PoolUnderDrift.ts";
import { type SettingMeaning, settingsInDrift } from "./settingsInDrift.ts";

/** Whose word the pool takes for who somebody is, as which client it asks, and what it takes over of the answer. */
export async function comparePoolProvider(
  { context, name, model, deployed }: PoolUnderDrift,
  userPools: UserPools,
  provider: string,
): Promise<readonly DriftFinding[]> {
  const declared = model.federation[provider];
  const registration = deployed.federation[provider];
  if (declared === undefined || registration === undefined) return [];
  const UserPoolId = deployed.userPoolId;
  const place = configPlace("issuers", name, "federation", provider);
  const id = `${UserPoolId}:${provider}`;
  const found = await ifThere(userPools.describeIdentityProvider({ UserPoolId, ProviderName: provider }));
  if (found?.IdentityProvider === undefined) return notThere(place, id);
  const details = found.IdentityProvider.ProviderDetails ?? {};
  const documents = new PublishedDocuments(context.http);
  return compareSettings(
    {
      ...place,
      ...{ subject: `The identity provider ${provider}`, id },
      advice: putBack(context.stack),
    },
    settingsInDrift(
      { ...declaredProvider(declared, registration), endpoints: published },
      {
        ...providerAsItIs(found.IdentityProvider),
        endpoints: await endpointsOf({ documents }, registration.issuer, details),
      },
      meanings,
    ),
  );
}

const properties = ["providerDetails"];
const impostor = "says who people are, and can sign in as any of them.";

const meanings: Readonly<Record<string, SettingMeaning>> = {
  type: { properties: ["providerType"] },
  issuer: { properties, as: { rule: "issuer-mismatch" }, gains: (actual) => `Whoever runs ${actual} ${impostor}` },
  client: { properties },
  scopes: { properties },
  attributes: {
    properties: ["attributeMapping"],
    gains: "Whoever can change those claims at the identity provider can pass for somebody else.",
  },
  endpoints: { properties, gains: (actual) => `Whoever runs ${actual} ${impostor}` },
};

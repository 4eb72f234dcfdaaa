import { ComponentResource, RunError } from "@pulumi/pulumi";
import type { Settings } from "../trust/Settings.ts";
import type { RelyingPartyModel } from "../trust/TrustModel.ts";
import type { DeclaredIssuer, IssuerClient } from "./DeclaredIssuer.ts";
import { KeyInsightConnection } from "./fortanix/KeyInsightConnection.ts";
import { mapValues } from "../lib/mapValues.ts";

type Issuers = Readonly<Record<string, DeclaredIssuer>>;
type Declare<M extends RelyingPartyModel> = (
  name: string,
  model: M,
  settings: Settings,
  issuers: Issuers,
) => ComponentResource;

/** One entry for each kind of relying party. */
const kinds: { readonly [K in RelyingPartyModel["kind"]]: Declare<Extract<RelyingPartyModel, { kind: K }>> } = {
  "fortanix-key-insight": (name, model, settings, issuers) => {
    const { issuer, client } = registered(name, model, issuers);
    return new KeyInsightConnection(name, {
      clientId: client.clientId,
      wellKnownUrl: issuer.metadataUrl,
      scopes: settings.model.issuers[model.issuer]?.clients[model.client]?.scopes ?? [],
    });
  },
};

/** Declares the systems that trust an issuer. @returns them by the name that the config gives */
export function declareRelyingParties(settings: Settings, issuers: Issuers): Record<string, ComponentResource> {
  return mapValues(settings.model.relyingParties, (party, name) => kinds[party.kind](name, party, settings, issuers));
}

function registered(
  name: string,
  { issuer: issuerName, client: clientName }: Pick<RelyingPartyModel, "issuer" | "client">,
  issuers: Issuers,
): { issuer: DeclaredIssuer; client: IssuerClient } {
  const issuer = issuers[issuerName];
  const client = issuer?.clients[clientName];
  if (issuer === undefined || client === undefined) {
    throw new RunError(`relying party ${name}: there is no client ${clientName} at an issuer ${issuerName}`);
  }
  return { issuer, client };
}

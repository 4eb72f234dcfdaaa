import { sortedByKey } from "../../../../../lib/sortedByKey.ts";
import type { DrawnTrust } from "../DrawnTrust.ts";
import type { RelyingPartyModel } from "../../../../../trust/TrustModel.ts";
import { relyingPartyNames } from "../../relyingPartyNames.ts";
import { accessGrantsTrust } from "./accessGrantsTrust.ts";
import { jiraTrust } from "./jiraTrust.ts";
import { jumpCloudTrust } from "./jumpCloudTrust.ts";
import { keyInsightTrust } from "./keyInsightTrust.ts";
import type { PartyTrust } from "./PartyTrust.ts";

type Describe<M extends RelyingPartyModel> = (
  name: string,
  party: M,
  trust: DrawnTrust,
) => Omit<PartyTrust, "name" | "system">;

const describers: { readonly [K in RelyingPartyModel["kind"]]: Describe<Extract<RelyingPartyModel, { kind: K }>> } = {
  "fortanix-key-insight": keyInsightTrust,
  "jumpcloud-federation": jumpCloudTrust,
  "jira-service-management": jiraTrust,
  "s3-access-grants": accessGrantsTrust,
};

/** What the relying parties trust and open, in order of their names. */
export function partyTrusts(trust: DrawnTrust): readonly PartyTrust[] {
  return sortedByKey(Object.entries(trust.model.relyingParties)).map(([name, party]) => ({
    name,
    system: relyingPartyNames[party.kind],
    ...(describers[party.kind] as Describe<RelyingPartyModel>)(name, party, trust),
  }));
}

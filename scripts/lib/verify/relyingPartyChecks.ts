import type { RelyingPartyModel } from "../../../trust/TrustModel.ts";
import type { Check } from "./Check.ts";
import { dataAccessChecks } from "./dataAccess/dataAccessChecks.ts";
import { federationChecks } from "./federation/federationChecks.ts";
import { jsmChecks } from "./jsm/jsmChecks.ts";
import { keyInsightChecks } from "./keyInsightChecks.ts";
import type { VerifyContext } from "./VerifyContext.ts";

type Plan<M extends RelyingPartyModel> = (context: VerifyContext, name: string, model: M) => readonly Check[];

/** One entry for each kind of relying party. */
const kinds: { readonly [K in RelyingPartyModel["kind"]]: Plan<Extract<RelyingPartyModel, { kind: K }>> } = {
  "fortanix-key-insight": keyInsightChecks,
  "jumpcloud-federation": federationChecks,
  "jira-service-management": jsmChecks,
  "s3-access-grants": dataAccessChecks,
};

/** What the systems that trust an issuer will do themselves, in the order of the model. */
export function relyingPartyChecks(context: VerifyContext): readonly Check[] {
  return Object.entries(context.trust.model.relyingParties).flatMap(([name, party]) =>
    (kinds[party.kind] as Plan<RelyingPartyModel>)(context, name, party),
  );
}

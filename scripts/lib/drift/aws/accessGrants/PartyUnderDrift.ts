import type { DeployedS3AccessGrants } from "../../../../../trust/DeployedTrust.ts";
import type { AccessGrantModel, S3AccessGrantsModel } from "../../../../../trust/TrustModel.ts";
import type { DriftContext } from "../../DriftContext.ts";
import { inWords } from "../../lib/inWords.ts";
import { type Place, configPlace } from "../lib/configPlace.ts";

/** A relying party with S3 Access Grants, as declared and as deployed. */
export interface PartyUnderDrift {
  readonly context: DriftContext;
  /** In the config. */
  readonly name: string;
  readonly place: Place;
  readonly model: S3AccessGrantsModel;
  readonly deployed: DeployedS3AccessGrants;
}

/** Those of the stack that are among its outputs; one that is not was never deployed. */
export function partiesUnderDrift(context: DriftContext): readonly PartyUnderDrift[] {
  const { model, relyingParties } = context.trust;
  return Object.entries(model.relyingParties).flatMap(([name, party]) => {
    const deployed = relyingParties[name];
    if (party.kind !== "s3-access-grants" || deployed?.kind !== "s3-access-grants") return [];
    return [{ context, name, place: configPlace("relyingParties", name), model: party, deployed }];
  });
}

/** What is granted to a group by the config, in words; undefined where nothing is. */
export function grantedTo({ model, deployed }: PartyUnderDrift, group: string): string | undefined {
  const grants = Object.entries(model.grants).flatMap(([name, { grantee, permission }]) =>
    "group" in grantee && grantee.group === group ? [`${permission} of ${deployed.grants[name]?.scope ?? name}`] : [],
  );
  return grants.length === 0 ? undefined : inWords(grants);
}

export function granteeName(grantee: AccessGrantModel["grantee"]): string {
  return "user" in grantee ? `user ${grantee.user}` : `group ${grantee.group}`;
}

import { sortedByKey } from "../lib/sortedByKey.ts";
import { jiraSignIns } from "./signIn/jiraSignIns.ts";
import { jumpCloudSignIns } from "./signIn/jumpCloudSignIns.ts";
import type { PartOfRow, SignInRow } from "./signIn/SignInRow.ts";
import type { RelyingPartyModel, TrustModel } from "./TrustModel.ts";

/** Who signs in to a relying party of a kind. */
type Judge<M extends RelyingPartyModel> = (party: M, model: TrustModel) => readonly PartOfRow<SignInRow>[];

const judges: { readonly [K in RelyingPartyModel["kind"]]: Judge<Extract<RelyingPartyModel, { kind: K }>> } = {
  "fortanix-key-insight": nobody,
  "jumpcloud-federation": jumpCloudSignIns,
  "jira-service-management": jiraSignIns,
  "s3-access-grants": nobody,
};

/**
 * Who can sign in where: declared people one by one, and those whom the config does not name by what they are. In order of
 * relying parties; a relying party that nobody signs in to has no rows.
 */
export function signInMatrix(model: TrustModel): readonly SignInRow[] {
  return sortedByKey(Object.entries(model.relyingParties)).flatMap(([relyingParty, party]) =>
    (judges[party.kind] as Judge<RelyingPartyModel>)(party, model).map(
      (row) => ({ ...row, relyingParty }) as SignInRow,
    ),
  );
}

function nobody(): readonly [] {
  return [];
}

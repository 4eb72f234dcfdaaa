import { sortedByKey } from "../lib/sortedByKey.ts";
import type { FederatedPersonModel, JumpCloudFederationModel, TrustModel } from "./TrustModel.ts";

/** Why a person can sign in or not. */
export type SignInReason =
  /** The person's account is in the group that the routing policy names. */
  | "routed"
  /** The person has an account, but not in that group. */
  | "not-routed"
  /** No account of the relying party has the person's company email. */
  | "no-jumpcloud-account";

/** One person at one relying party. */
export interface SignInRow {
  /** By the config's name. */
  readonly person: string;
  readonly relyingParty: string;
  readonly userPrincipalName: string;
  readonly allowed: boolean;
  readonly reason: SignInReason;
  /** The reason in a sentence. */
  readonly why: string;
}

/**
 * Who can sign in where with an account of the company's: every declared person at every relying party that people sign in
 * to. At JumpCloud a person whom the routing policy does not send to Entra ID signs in with JumpCloud's own password, or
 * not at all; such a row is denied. In order of relying parties and people.
 */
export function signInMatrix({ relyingParties }: TrustModel): readonly SignInRow[] {
  return sortedByKey(Object.entries(relyingParties)).flatMap(([relyingParty, party]) =>
    party.kind !== "jumpcloud-federation"
      ? []
      : sortedByKey(Object.entries(party.people)).map(([person, model]) => ({
          person,
          relyingParty,
          userPrincipalName: model.userPrincipalName,
          ...judge(model, party),
        })),
  );
}

function judge(
  { jumpcloud, routed, userPrincipalName }: FederatedPersonModel,
  { group }: JumpCloudFederationModel,
): Pick<SignInRow, "allowed" | "reason" | "why"> {
  if (jumpcloud === "none") {
    const why = `JumpCloud has no account whose company email is ${userPrincipalName}.`;
    return { allowed: false, reason: "no-jumpcloud-account", why };
  }
  if (!routed) {
    const why = `The account is not in the group ${group}, whose members JumpCloud sends to Entra ID.`;
    return { allowed: false, reason: "not-routed", why };
  }
  const why = `The account with the company email ${userPrincipalName} is in the group ${group}, whose members JumpCloud sends to Entra ID.`;
  return { allowed: true, reason: "routed", why };
}

import { sortedByKey } from "../../lib/sortedByKey.ts";
import type { FederatedPersonModel, JumpCloudFederationModel } from "../TrustModel.ts";
import type { PartOfRow, PersonSignIn } from "./SignInRow.ts";

/**
 * The declared people at JumpCloud. Whom the routing policy does not send to Entra ID signs in with JumpCloud's own
 * password, or not at all; such a row is denied.
 */
export function jumpCloudSignIns(party: JumpCloudFederationModel): readonly PartOfRow<PersonSignIn>[] {
  return sortedByKey(Object.entries(party.people)).map(([person, model]) => ({
    kind: "person",
    person,
    account: model.userPrincipalName,
    ...judge(model, party),
  }));
}

function judge(
  { jumpcloud, routed, userPrincipalName }: FederatedPersonModel,
  { group }: JumpCloudFederationModel,
): Pick<PersonSignIn, "allowed" | "reason" | "why"> {
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

import { expectedName } from "../../../lib/suggest.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { JumpCloudFederationModel, TrustModel } from "../../../trust/TrustModel.ts";

/** Where people are brought to: the Entra tenant of a federation, or the user pool of an issuer. */
export type ChosenDirectory =
  | { readonly kind: "entra"; readonly federation: JumpCloudFederationModel }
  | { readonly kind: "cognito"; readonly issuer: string };

/**
 * The directory that a file is for: the one of the relying party or issuer that was asked for, or the only one there is. A
 * relying party comes before an issuer of the same name.
 * @throws CrosstrustError USAGE where there is none, or more than one and none was asked for
 */
export function chooseDirectory(model: TrustModel, wanted?: string): ChosenDirectory {
  const named = new Map<string, ChosenDirectory>();
  for (const [name, { kind }] of Object.entries(model.issuers)) {
    if (kind === "cognito") named.set(name, { kind: "cognito", issuer: name });
  }
  const pools = named.size;
  let federations = 0;
  for (const [name, party] of Object.entries(model.relyingParties)) {
    if (party.kind === "jira-service-management") named.set(name, { kind: "cognito", issuer: party.issuer });
    if (party.kind !== "jumpcloud-federation") continue;
    named.set(name, { kind: "entra", federation: party });
    federations += 1;
  }
  const found = wanted === undefined ? [...named.values()][0] : named.get(wanted);
  if (found !== undefined && (wanted !== undefined || pools + federations === 1)) return found;
  if (named.size === 0) {
    throw new CrosstrustError("USAGE", "The stack has nothing that people of a file sign in to.", {
      where: "crosstrust:issuers and crosstrust:relyingParties",
      expected: "a user pool, or a relying party of the kind jumpcloud-federation",
    });
  }
  const message =
    wanted === undefined
      ? "More than one directory of the stack takes people of a file."
      : `No user pool and no relying party with people is called ${wanted}.`;
  throw new CrosstrustError("USAGE", message, { where: "--for", expected: expectedName(wanted ?? "", named.keys()) });
}

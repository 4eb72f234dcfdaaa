import { expectedName } from "../../../lib/suggest.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { JumpCloudFederationModel, TrustModel } from "../../../trust/TrustModel.ts";

/**
 * The relying party whose people a file names: the one that was asked for, or the only one that has people.
 * @throws CrosstrustError USAGE where there is none, or more than one and none was asked for
 */
export function chooseFederation(model: TrustModel, wanted?: string): JumpCloudFederationModel {
  const federations = new Map(
    Object.entries(model.relyingParties).flatMap(([name, party]) =>
      party.kind === "jumpcloud-federation" ? [[name, party] as const] : [],
    ),
  );
  if (federations.size === 0) {
    throw new CrosstrustError("USAGE", "The stack has no relying party that people sign in to.", {
      where: "crosstrust:relyingParties",
      expected: "a relying party of the kind jumpcloud-federation",
    });
  }
  const name = wanted ?? (federations.size === 1 ? [...federations.keys()][0] : undefined);
  const found = name === undefined ? undefined : federations.get(name);
  if (found !== undefined) return found;
  const message =
    name === undefined ? "More than one relying party has people." : `No relying party with people is called ${name}.`;
  throw new CrosstrustError("USAGE", message, {
    where: "--for",
    expected: expectedName(name ?? "", federations.keys()),
  });
}

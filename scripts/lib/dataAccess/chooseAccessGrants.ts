import { expectedName } from "../../../lib/suggest.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedS3AccessGrants, DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { S3AccessGrantsModel } from "../../../trust/TrustModel.ts";

/** A relying party of kind s3-access-grants, as it was declared and as it is deployed. */
export interface AccessGrantsParty {
  readonly name: string;
  readonly stack: string;
  readonly model: S3AccessGrantsModel;
  readonly deployed: DeployedS3AccessGrants;
}

/**
 * The relying party that is named, or the only one there is.
 * @throws CrosstrustError USAGE with those that there are; STACK_OUTPUTS_MISSING where it is not deployed
 */
export function chooseAccessGrants(trust: DeployedTrust, name?: string): AccessGrantsParty {
  const all = Object.entries(trust.model.relyingParties).flatMap(([one, model]) =>
    model.kind === "s3-access-grants" ? [{ name: one, model }] : [],
  );
  const found = all.filter((party) => (name ?? party.name) === party.name);
  const [party, ...others] = found;
  if (party === undefined || others.length > 0)
    throw notOne(
      trust.stack,
      name,
      all.map((one) => one.name),
    );
  const deployed = trust.relyingParties[party.name];
  if (deployed?.kind !== "s3-access-grants") {
    throw new CrosstrustError("STACK_OUTPUTS_MISSING", `The stack's outputs do not have ${party.name}.`, {
      expected: `a deployment: npm run up -- --stack ${trust.stack}`,
    });
  }
  return { ...party, stack: trust.stack, deployed };
}

function notOne(stack: string, name: string | undefined, names: readonly string[]): CrosstrustError {
  if (names.length === 0) {
    return new CrosstrustError("USAGE", `Stack ${stack} declares no S3 Access Grants.`, {
      where: "crosstrust:relyingParties",
      expected: "a relying party of kind s3-access-grants",
    });
  }
  const message =
    name === undefined
      ? `Stack ${stack} declares several relying parties of kind s3-access-grants.`
      : `Stack ${stack} has no relying party ${name} of kind s3-access-grants.`;
  const expected = name === undefined ? `--for ${names.join(" or ")}` : expectedName(name, names);
  return new CrosstrustError("USAGE", message, { where: "--for", expected });
}

import type { PersonSignIn } from "../../../../trust/signIn/SignInRow.ts";
import { signInMatrix } from "../../../../trust/signInMatrix.ts";
import type { JumpCloudFederationModel } from "../../../../trust/TrustModel.ts";
import type { Check } from "../Check.ts";
import { signInApplicationChecks } from "../directory/signInApplicationChecks.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { authorizeRefusals } from "./authorizeRefusals.ts";
import type { FederationUnderTest } from "./FederationUnderTest.ts";
import { idTokenChecks } from "./idTokenChecks.ts";
import { identityProviderCheck } from "./identityProviderCheck.ts";
import { discoveryCheck } from "./discoveryCheck.ts";
import { impersonationCheck, signInCheck } from "./signInCheck.ts";

/** What JumpCloud's federated login stands on, from Entra's registration to people who are signed in, or are not. */
export function federationChecks(
  context: VerifyContext,
  name: string,
  model: JumpCloudFederationModel,
): readonly Check[] {
  const deployed = context.trust.relyingParties[name];
  if (deployed?.kind !== "jumpcloud-federation") return [];
  const under: FederationUnderTest = { name, model, deployed };
  const rows = signInMatrix(context.trust.model).filter(
    (row): row is PersonSignIn => row.kind === "person" && row.relyingParty === name,
  );
  return [
    discoveryCheck(context, under),
    identityProviderCheck(context, under),
    ...signInApplicationChecks(context, name, model, deployed),
    ...authorizeRefusals(context, under),
    ...Object.keys(model.people).flatMap((person) => idTokenChecks(context, under, person)),
    ...rows.map((row) => signInCheck(context, under, row)),
    ...rows
      .filter(({ allowed }) => !allowed)
      .flatMap((row) => {
        const victim = rows.find(({ allowed }) => allowed);
        return victim === undefined ? [] : [impersonationCheck(context, under, row, victim)];
      }),
  ];
}

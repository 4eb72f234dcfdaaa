import type { SecretModel, TrustModel } from "../../TrustModel.ts";
import { issuerPath, issuersOfKind, relyingPartiesOfKind, relyingPartyPath } from "../places.ts";
import type { Violation } from "../PolicyJudge.ts";

interface PlacedSecret extends Pick<Violation, "place"> {
  readonly secret: SecretModel;
}

/** The secrets of a model that say when they end, each with its place in the config. */
export function secretsOf(model: TrustModel): readonly PlacedSecret[] {
  return [
    ...issuersOfKind(model, "entra", "b2c").flatMap(([issuer, { clients }]) =>
      Object.entries(clients).flatMap(([name, { secret }]) =>
        secret === undefined ? [] : [{ secret, place: issuerPath(issuer, "clients", name, "secret") }],
      ),
    ),
    ...issuersOfKind(model, "cognito").flatMap(([issuer, { federation }]) =>
      Object.entries(federation).flatMap(([name, provider]) =>
        provider.kind === "entra"
          ? [{ secret: provider.application.secret, place: issuerPath(issuer, "federation", name, "secret") }]
          : [],
      ),
    ),
    ...relyingPartiesOfKind(model, "jumpcloud-federation").map(([party, { application }]) => ({
      secret: application.secret,
      place: relyingPartyPath(party, "application", "secret"),
    })),
  ];
}

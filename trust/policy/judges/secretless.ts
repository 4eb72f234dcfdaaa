import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge, PolicySubject, Violation } from "../PolicyJudge.ts";

const gains = "Whoever reads the secret in the application's surroundings is the application, from anywhere.";

/** @param authentication of a client of Okta at the token endpoint */
export function oktaSecret(authentication: string): Breach | undefined {
  if (!authentication.startsWith("client_secret_")) return undefined;
  return {
    message: "In production, the client has a secret, which at Okta never ends.",
    gains,
    expected: "private_key_jwt",
    actual: authentication,
  };
}

/** Of an application of Microsoft's that has a secret. */
export const microsoftSecret: Breach = {
  message: "In production, the application has a secret.",
  gains,
  expected: "federated credentials, for whatever runs where tokens of its own can be had",
};

export const judgeSecretless: PolicyJudge = (subject) =>
  subject.production ? [...oktaClients(subject), ...microsoftClients(subject)] : [];

function oktaClients({ model }: PolicySubject): readonly Violation[] {
  return issuersOfKind(model, "okta").flatMap(([issuer, { clients }]) =>
    Object.entries(clients).flatMap(([name, { authentication }]) => {
      const breach = oktaSecret(authentication);
      if (breach === undefined) return [];
      const place = issuerPath(issuer, "clients", name);
      const advice = "set authentication: private_key_jwt, and give jwks or jwksUri, where the consumer can sign";
      return [{ ...breach, place, path: [...place, "authentication"], advice }];
    }),
  );
}

function microsoftClients({ model }: PolicySubject): readonly Violation[] {
  return issuersOfKind(model, "entra", "b2c").flatMap(([issuer, { clients }]) =>
    Object.entries(clients).flatMap(([name, { secret }]) => {
      if (secret === undefined) return [];
      const place = issuerPath(issuer, "clients", name);
      const advice = "give federatedCredentials in place of the secret, where the consumer has tokens of its own";
      return [{ ...microsoftSecret, place, path: [...place, "secret"], advice }];
    }),
  );
}

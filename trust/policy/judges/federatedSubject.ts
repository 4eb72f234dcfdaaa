import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

const gitHub = "https://token.actions.githubusercontent.com";

/**
 * Whose tokens of another issuer count as an application's. GitHub's subject is `repo:{owner}/{repository}:{context}`, and
 * the context of a pull request is `pull_request`, whoever opened it (GitHub, "OpenID Connect reference", subject claims).
 */
export function federatedSubject(issuer: string, subject: string): Breach | undefined {
  const actual = subject;
  if (subject.includes("*")) {
    return {
      message: "The subject has a wildcard.",
      gains: "Everybody whose tokens the wildcard covers is the application.",
      expected: "one subject, named whole",
      actual,
    };
  }
  if (issuer.replace(/\/$/, "") !== gitHub || !subject.endsWith(":pull_request")) return undefined;
  return {
    message: "The workflows of pull requests get the application's tokens.",
    gains: "Everybody who may push a branch to the repository, before anyone has reviewed it.",
    expected: "a branch, a tag or an environment, such as repo:acme/orders:environment:production",
    actual,
  };
}

export const judgeFederatedSubject: PolicyJudge = ({ model }) =>
  issuersOfKind(model, "entra", "b2c").flatMap(([issuer, { clients }]) =>
    Object.entries(clients).flatMap(([name, { federatedCredentials }]) =>
      Object.entries(federatedCredentials).flatMap(([credential, { issuer: signer, subject }]) => {
        const breach = federatedSubject(signer, subject);
        if (breach === undefined) return [];
        const place = issuerPath(issuer, "clients", name, "federatedCredentials", credential);
        const advice = "name an environment that somebody has to approve, or a protected branch";
        return [{ ...breach, place, path: [...place, "subject"], advice }];
      }),
    ),
  );

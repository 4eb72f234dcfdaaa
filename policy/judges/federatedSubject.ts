import { federatedSubject as breachOf } from "../../trust/policy/judges/federatedSubject.ts";
import type { Breach } from "../../trust/policy/PolicyJudge.ts";
import { textOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";
import { trustStatements } from "./trustStatements.ts";

const gitHub = "token.actions.githubusercontent.com";

const anyWorkflow: Breach = {
  message: "Workflows of any repository on GitHub may take the role.",
  gains: "Everybody who has an account on GitHub.",
  expected: `a condition on ${gitHub}:sub`,
};

export const federatedSubject: ResourceJudges = {
  "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential": (credential) =>
    breachOf(textOf(credential, "issuer") ?? "", textOf(credential, "subject") ?? ""),
  // Its expression is the place for wildcards: what it compares is judged as a subject.
  "azuread:index/applicationFlexibleFederatedIdentityCredential:ApplicationFlexibleFederatedIdentityCredential": (
    credential,
  ) =>
    [...(textOf(credential, "claimsMatchingExpression") ?? "").matchAll(/'([^']*)'/g)].map(([, value = ""]) =>
      value === "sub" ? undefined : breachOf(textOf(credential, "issuer") ?? "", value),
    ),
  "aws:iam/role:Role": (role) =>
    trustStatements(role)
      .filter(({ federated }) => federated.some((provider) => provider.endsWith(gitHub)))
      .flatMap(({ condition }) => {
        const subjects = condition(`${gitHub}:sub`);
        return subjects.length === 0
          ? [anyWorkflow]
          : subjects.map((subject) => breachOf(`https://${gitHub}`, subject));
      }),
};

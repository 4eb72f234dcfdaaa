import { issuerPath, issuersOfKind, relyingPartiesOfKind, relyingPartyPath } from "../places.ts";
import type { Breach, PolicyJudge, PolicySubject, Violation } from "../PolicyJudge.ts";

/** Who gets at what nobody has to be assigned to. */
export const openTo = {
  /** A service principal of Entra ID: an API that gives out tokens, or an application that people sign in to. */
  tenant: {
    message: "Nobody has to be assigned to the application.",
    gains: "Every application and person of the tenant gets tokens for it.",
    expected: "assignment required",
    actual: "not required",
  },
  /** An application of Okta. */
  organisation: {
    message: "The application is open to everyone of the Okta organisation.",
    gains: "Everyone of the organisation signs in to it, those to come among them.",
    expected: "groups that may sign in",
    actual: "everyone",
  },
  /** An application of IAM Identity Center. */
  identityCenter: {
    message: "Nobody has to be assigned to the application.",
    gains: "Every user of Identity Center exchanges tokens at it.",
    expected: "assignment required",
    actual: "not required",
  },
} as const satisfies Readonly<Record<string, Breach>>;

export const judgeOpenAssignment: PolicyJudge = (subject) => [
  ...microsoftApis(subject),
  ...federations(subject),
  ...identityCenters(subject),
];

function microsoftApis({ model }: PolicySubject): readonly Violation[] {
  return issuersOfKind(model, "entra", "b2c").flatMap(([issuer, { assignmentRequired }]) => {
    if (assignmentRequired) return [];
    const place = issuerPath(issuer);
    return [
      { ...openTo.tenant, place, path: [...place, "assignmentRequired"], advice: "set assignmentRequired: true" },
    ];
  });
}

function federations({ model }: PolicySubject): readonly Violation[] {
  return issuersOfKind(model, "cognito").flatMap(([issuer, { federation }]) =>
    Object.entries(federation).flatMap(([name, provider]) => {
      if (provider.kind !== "okta" || provider.assignment.kind !== "everyone") return [];
      const place = issuerPath(issuer, "federation", name);
      return [{ ...openTo.organisation, place, path: [...place, "assignment"], advice: "name groups of Okta" }];
    }),
  );
}

function identityCenters({ model }: PolicySubject): readonly Violation[] {
  return relyingPartiesOfKind(model, "s3-access-grants").flatMap(([party, { identityCenter }]) => {
    if (identityCenter.assignment.required) return [];
    const place = relyingPartyPath(party, "identityCenter", "assignment");
    return [{ ...openTo.identityCenter, place, advice: "name the users and groups that may exchange tokens" }];
  });
}

import { authFlowNames } from "../../cognito/clientSettings.ts";
import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

/** Cognito's flows that are handed a password as it is, with their older names (API reference, CreateUserPoolClient). */
const passwordFlows = [
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_NO_SRP_AUTH",
];

/** @param grant a grant type of OAuth, or an authentication flow of Cognito */
export function passwordGrant(grant: string): Breach | undefined {
  if (grant !== "password" && !passwordFlows.includes(grant)) return undefined;
  return {
    message: "The application takes people's passwords itself.",
    gains: "Whoever runs or breaks into the application learns people's passwords.",
    expected: "sign-ins at the identity provider's own pages (RFC 9700, section 2.4)",
    actual: grant,
  };
}

export const judgePasswordGrant: PolicyJudge = ({ model }) =>
  issuersOfKind(model, "cognito").flatMap(([issuer, { clients }]) =>
    Object.entries(clients).flatMap(([name, client]) =>
      (client.kind === "interactive" ? client.authFlows : []).flatMap((flow) => {
        const breach = authFlowNames([flow]).map(passwordGrant).find(Boolean);
        if (breach === undefined) return [];
        const place = issuerPath(issuer, "clients", name);
        const advice = `leave ${flow} out of authFlows; srp proves a password without sending it`;
        return [{ ...breach, place, of: flow, path: [...place, "authFlows"], advice }];
      }),
    ),
  );

import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

/** Of a user pool in production. */
export function passwordAlone(isOff: boolean): Breach | undefined {
  if (!isOff) return undefined;
  return {
    message: "In production, a password is all that is asked for.",
    gains: "Whoever has somebody's password signs in as them.",
    expected: "a second factor, required or at least possible",
    actual: "off",
  };
}

/** Where people sign in with an account of the pool itself; another identity provider asks for what it will. */
export const judgeMfa: PolicyJudge = ({ model, production }) =>
  issuersOfKind(model, "cognito").flatMap(([issuer, { mfa, clients }]) => {
    const ownAccounts = Object.values(clients).some(
      (client) => client.kind === "interactive" && client.identityProviders.includes("cognito"),
    );
    const breach = production && ownAccounts ? passwordAlone(mfa === "off") : undefined;
    if (breach === undefined) return [];
    const place = issuerPath(issuer);
    return [{ ...breach, place, path: [...place, "mfa"], advice: "set mfa: required, or optional" }];
  });

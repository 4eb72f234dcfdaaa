import type { Breach } from "../../trust/policy/PolicyJudge.ts";
import { isGiven, textOf, textsOf, type Properties } from "../Properties.ts";
import type { ResourceJudge, ResourceJudges } from "../ResourceJudge.ts";

const breach: Breach = {
  message: "A failed sign-in tells whether somebody has an account.",
  gains: "Whoever tries names learns which are worth a try.",
  expected: "preventUserExistenceErrors ENABLED",
};

/** A machine gets no sign-in. */
function isMachine(client: Properties): boolean {
  return textsOf(client, "allowedOauthFlows").includes("client_credentials");
}

/** Left out it is LEGACY (Cognito API reference, CreateUserPoolClient). */
const cognitoClient: ResourceJudge = (client) => {
  const setting = isGiven(client, "preventUserExistenceErrors")
    ? textOf(client, "preventUserExistenceErrors")
    : "LEGACY";
  return setting === "LEGACY" && !isMachine(client) ? { ...breach, actual: setting } : undefined;
};

export const userExistence: ResourceJudges = {
  "aws:cognito/userPoolClient:UserPoolClient": cognitoClient,
  "aws:cognito/managedUserPoolClient:ManagedUserPoolClient": cognitoClient,
};

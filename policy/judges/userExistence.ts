import type { Breach } from "../../trust/policy/PolicyJudge.ts";
import { isGiven, textOf } from "../Properties.ts";
import type { ResourceJudge, ResourceJudges } from "../ResourceJudge.ts";
import { isMachineClient } from "./isMachineClient.ts";

const breach: Breach = {
  message: "A failed sign-in tells whether somebody has an account.",
  gains: "Whoever tries names learns which are worth a try.",
  expected: "preventUserExistenceErrors ENABLED",
};

/** Left out it is LEGACY (Cognito API reference, CreateUserPoolClient). */
const cognitoClient: ResourceJudge = (client) => {
  const setting = isGiven(client, "preventUserExistenceErrors")
    ? textOf(client, "preventUserExistenceErrors")
    : "LEGACY";
  return setting === "LEGACY" && !isMachineClient(client) ? { ...breach, actual: setting } : undefined;
};

export const userExistence: ResourceJudges = {
  "aws:cognito/userPoolClient:UserPoolClient": cognitoClient,
  "aws:cognito/managedUserPoolClient:ManagedUserPoolClient": cognitoClient,
};

import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { putBack } from "../lib/putBack.ts";
import { keyDrift } from "./credentialDrift.ts";
import { gainsBy } from "./gains.ts";
import type { GraphObject, RegisteredApplication } from "./RegisteredApplication.ts";

/** Whether a service principal is switched on, whom it lets in, and what else proves it. @param found as Graph has it */
export function principalDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { context, kind, place, principal } = application;
  const { id = "", outputs = {} } = principal ?? {};
  const advice = putBack(context.stack);
  const findings: DriftFinding[] = [];
  if (found["accountEnabled"] === false && outputs["accountEnabled"] !== false) {
    findings.push(
      driftFinding({
        rule: "deactivated",
        ...place,
        message:
          kind === "api"
            ? "The API's service principal is switched off: nobody gets a token for it."
            : "The application's service principal is switched off: nobody gets a token by it.",
        expected: "enabled",
        actual: "disabled",
        advice,
        explains: [{ id, property: "accountEnabled" }],
      }),
    );
  }
  const required = found["appRoleAssignmentRequired"] === true;
  const declared = outputs["appRoleAssignmentRequired"] === true;
  if (required !== declared) {
    const gains = required
      ? undefined
      : (gainsBy(application, (issuer) => ({ ...issuer, assignmentRequired: false })) ??
        "Every application and everybody of the tenant gets tokens for it.");
    findings.push(
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, assignment required`,
        message: required
          ? "It is only for those who are assigned to it now, and others get no token."
          : "It no longer asks for assignment: whoever asks gets a token.",
        ...(gains !== undefined && { gains }),
        expected: declared ? "required" : "not required",
        actual: required ? "required" : "not required",
        advice,
        explains: [{ id, property: "appRoleAssignmentRequired" }],
      }),
    );
  }
  return [...findings, ...keyDrift(application, found, "service principal")];
}

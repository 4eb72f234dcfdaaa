import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { textAt } from "../lib/fields.ts";
import { notThere } from "../lib/notThere.ts";
import { putBack } from "../lib/putBack.ts";
import type { DeclaredAccount, DirectoryPart, GraphObject } from "./RegisteredApplication.ts";

/** A declared person's account: switched off, or under another name or mail. */
export async function accountDrift(
  { context, directory }: DirectoryPart,
  { place, resource, objectId }: DeclaredAccount,
): Promise<readonly DriftFinding[]> {
  const found = await directory.find<GraphObject>(
    `/users/${objectId}?$select=id,accountEnabled,userPrincipalName,mail`,
  );
  if (found === undefined) return notThere(place, resource.id);
  const { id = "", outputs } = resource;
  const advice = putBack(context.stack);
  const findings: DriftFinding[] = [];
  if (found["accountEnabled"] === false && outputs["accountEnabled"] !== false) {
    const message = "The account is disabled in Entra ID: the person cannot sign in.";
    const explains = [{ id, property: "accountEnabled" }];
    findings.push(
      driftFinding({
        rule: "deactivated",
        ...place,
        message,
        expected: "enabled",
        actual: "disabled",
        advice,
        explains,
      }),
    );
  }
  const names = [
    { property: "userPrincipalName", what: "user principal name", gains: undefined },
    {
      property: "mail",
      what: "mail",
      gains: (mail: string) => `Whoever trusts the email in the ID token takes this person for ${mail}.`,
    },
  ] as const;
  for (const { property, what, gains } of names) {
    const [actual, expected] = [textAt(found, property), textAt(outputs, property)];
    if (actual.toLowerCase() === expected.toLowerCase()) continue;
    findings.push(
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, ${what}`,
        message: `The person's ${what} in Entra ID is another.`,
        ...(gains !== undefined && actual !== "" && { gains: gains(actual) }),
        expected,
        actual: actual || "none",
        advice,
        explains: [{ id, property }],
      }),
    );
  }
  return findings;
}

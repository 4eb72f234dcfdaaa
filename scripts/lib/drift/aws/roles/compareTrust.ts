import type { Role } from "@aws-sdk/client-iam";
import { canonicalJson } from "../../../../../providers/lib/canonicalJson.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { putBack } from "../../lib/putBack.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { describePrincipals, readStatements } from "../lib/policyWords.ts";
import { inOrder } from "../lib/words.ts";
import type { RoleUnderDrift } from "./RoleUnderDrift.ts";

/** Who may take the role, how far it can go at most, and for how long. */
export function compareTrust({ context, place, name, resource }: RoleUnderDrift, role: Role): readonly DriftFinding[] {
  const { inputs } = resource;
  const declared = String(inputs["assumeRolePolicy"]);
  // IAM answers with a document in percent encoding (API reference, Role).
  const document = decodeURIComponent(role.AssumeRolePolicyDocument ?? "");
  return compareSettings({ ...place, subject: `The role ${name}`, id: name, advice: putBack(context.stack) }, [
    {
      what: "who may take it",
      declared: canonicalJson(declared),
      actual: canonicalJson(document),
      properties: ["assumeRolePolicy"],
      gains: takersBeyond(document, declared),
    },
    {
      what: "its permissions boundary",
      declared: textOf(inputs["permissionsBoundary"]),
      actual: textOf(role.PermissionsBoundary?.PermissionsBoundaryArn),
      properties: ["permissionsBoundary"],
      gains:
        inputs["permissionsBoundary"] === undefined
          ? undefined
          : "Whoever takes the role may do all that its policies allow, beyond the boundary.",
    },
    {
      what: "how long a session of it can be",
      declared: `${Number(inputs["maxSessionDuration"] ?? 3600)} s`,
      actual: `${role.MaxSessionDuration ?? 3600} s`,
      properties: ["maxSessionDuration"],
      as: { rule: "managed-changed", severity: "warning" },
    },
  ]);
}

/** Of statements that were not declared; undefined where all that there are were. */
function takersBeyond(document: string, declared: string): string | undefined {
  const known = readStatements(declared).map((statement) => canonicalJson(JSON.stringify(statement)));
  const others = readStatements(document).filter(
    (statement) => statement.Effect === "Allow" && !known.includes(canonicalJson(JSON.stringify(statement))),
  );
  const takers = inOrder(new Set(others.map(describePrincipals)));
  return takers.length === 0 ? undefined : `${takers.join(", ")} may take the role, and do what it may.`;
}

function textOf(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : "none";
}

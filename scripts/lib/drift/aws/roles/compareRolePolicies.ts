import { canonicalJson } from "../../../../../providers/lib/canonicalJson.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { putBack } from "../../lib/putBack.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import type { StateResource } from "../../../stack/StateResource.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { partOf } from "../lib/configPlace.ts";
import { describePrincipals, describeRights, readStatements } from "../lib/policyWords.ts";
import { inOrder } from "../lib/words.ts";
import type { InlinePolicy, RoleUnderDrift } from "./RoleUnderDrift.ts";

/** Policies that a role has in IAM and nobody declared, and declared ones that say something else. */
export function compareRolePolicies(
  under: RoleUnderDrift,
  { inline = [], attached = [] }: { readonly inline?: readonly InlinePolicy[]; readonly attached?: readonly string[] },
): readonly DriftFinding[] {
  const declared = ownPolicies(under, "aws:iam/rolePolicy:RolePolicy");
  const managed = new Set([
    ...((under.resource.inputs["managedPolicyArns"] ?? []) as readonly string[]),
    ...ownPolicies(under, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) =>
      String(inputs["policyArn"]),
    ),
  ]);
  return [
    ...inline.flatMap((policy) => {
      const own = declared.find(({ id }) => id === `${under.name}:${policy.name}`);
      return own === undefined ? [undeclaredInline(under, policy)] : changed(under, policy, own);
    }),
    ...attached.filter((arn) => !managed.has(arn)).map((arn) => undeclaredAttachment(under, arn)),
  ];
}

function ownPolicies({ context, name }: RoleUnderDrift, type: string): readonly StateResource[] {
  return resourcesOf(context.state, type).filter(({ inputs }) => inputs["role"] === name);
}

function undeclaredInline(under: RoleUnderDrift, { name, document }: InlinePolicy): DriftFinding {
  const rights = describeRights(readStatements(document));
  return driftFinding({
    rule: "unmanaged-permission",
    ...partOf(under.place, `policy ${name}`),
    message: `The role ${under.name} has an inline policy ${name} that nobody declared.`,
    ...{ expected: "no such policy", actual: rights, gains: gainsOf(under, rights) },
    advice: deleteIt(awsCommand("iam delete-role-policy", { "role-name": under.name, "policy-name": name })),
    explains: [{ id: under.name, property: "inlinePolicies" }],
  });
}

function changed(under: RoleUnderDrift, { name, document }: InlinePolicy, own: StateResource): readonly DriftFinding[] {
  const declared = String(own.inputs["policy"]);
  if (canonicalJson(document) === canonicalJson(declared)) return [];
  const before = readStatements(declared).map((statement) => canonicalJson(JSON.stringify(statement)));
  const more = readStatements(document).filter(
    (statement) => !before.includes(canonicalJson(JSON.stringify(statement))) && statement.Effect === "Allow",
  );
  return [
    driftFinding({
      rule: "managed-changed",
      ...partOf(under.place, `policy ${name}`),
      message: `The inline policy ${name} of the role ${under.name} was changed.`,
      ...{ expected: canonicalJson(declared), actual: canonicalJson(document), advice: putBack(under.context.stack) },
      ...(more.length > 0 && { gains: gainsOf(under, describeRights(more)) }),
      explains: [
        { id: own.id ?? "", property: "policy" },
        { id: under.name, property: "inlinePolicies" },
      ],
    }),
  ];
}

function undeclaredAttachment(under: RoleUnderDrift, arn: string): DriftFinding {
  return driftFinding({
    rule: "unmanaged-permission",
    ...partOf(under.place, `policy ${arn}`),
    message: `The role ${under.name} has the managed policy ${arn}, which nobody declared.`,
    ...{ expected: "not attached", actual: "attached", gains: gainsOf(under, `what ${arn} allows`) },
    advice: deleteIt(awsCommand("iam detach-role-policy", { "role-name": under.name, "policy-arn": arn })),
    explains: [{ id: under.name, property: "managedPolicyArns" }],
  });
}

/** Who may take the role, by its declared trust, may do that. */
function gainsOf({ resource }: RoleUnderDrift, rights: string): string {
  const takers = readStatements(String(resource.inputs["assumeRolePolicy"])).map(({ Principal = "nobody" }) =>
    describePrincipals({ Principal }),
  );
  const who = inOrder(new Set(takers)).join(", ") || "Whoever takes the role";
  return `${who} may, as this role: ${rights}.`;
}

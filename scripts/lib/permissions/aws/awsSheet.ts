import { type GitHubWorkflows, roleTrust, subjectAdvice } from "../gitHubTrust.ts";
import { jsonFile } from "../PermissionFile.ts";
import type { Purpose } from "../Purpose.ts";
import type { Sheet } from "../Sheet.ts";
import { awsPolicies } from "./awsPolicies.ts";
import type { AwsRight } from "./AwsRight.ts";

export interface AwsSheetOptions {
  readonly stack: string;
  readonly purpose: Purpose;
  readonly accountId: string | undefined;
  /** Whose workflows take the role. */
  readonly workflows: GitHubWorkflows | undefined;
}

/** Of one role, unless it is raised (IAM user guide, "IAM and AWS STS quotas"). */
const mostPolicies = 10;

/** Undefined where the config has nothing at AWS. */
export function awsSheet(rights: readonly AwsRight[], options: AwsSheetOptions): Sheet | undefined {
  const { stack, purpose, accountId, workflows } = options;
  const policies = awsPolicies(rights);
  if (policies.length === 0) return undefined;
  const role = `crosstrust-${stack}-${purpose}`;
  const account = accountId ?? "ACCOUNT";
  const numbered = (index: number): string => (policies.length === 1 ? "" : `-${index + 1}`);
  const files = policies.map((policy, index) => jsonFile(`aws-${purpose}${numbered(index)}.json`, policy));
  const attach = files.flatMap(({ name }, index) => [
    `aws iam create-policy --policy-name ${role}${numbered(index)} --policy-document file://${name}`,
    `aws iam attach-role-policy --role-name ${role} --policy-arn arn:aws:iam::${account}:policy/${role}${numbered(index)}`,
  ]);
  const trust = workflows && jsonFile(`aws-${purpose}-trust.json`, roleTrust(workflows, accountId));
  const actions = new Set(rights.map(({ action }) => action)).size;
  return {
    title: "AWS",
    lines: [
      `${actions} actions in ${count(policies.length, "IAM policy", "IAM policies")}: ${files.map(({ name }) => name).join(", ")}`,
      ...(accountId === undefined ? ["--account ID narrows them down to one account"] : []),
      ...(policies.length > mostPolicies
        ? [`A role takes ${mostPolicies} policies, unless the quota is raised; a user and groups take as many each.`]
        : []),
      ...(trust === undefined ? [] : [`Who may take the role, by GitHub's tokens: ${trust.name}`]),
      ...(workflows === undefined ? [] : subjectAdvice(workflows)),
    ],
    commands: [
      ...(trust === undefined
        ? []
        : [`aws iam create-role --role-name ${role} --assume-role-policy-document file://${trust.name}`]),
      ...attach,
    ],
    files: [...files, ...(trust === undefined ? [] : [trust])],
  };
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

import { jsonFile, type PermissionFile } from "../PermissionFile.ts";
import type { Purpose } from "../Purpose.ts";
import type { Sheet } from "../Sheet.ts";
import { awsPolicies } from "./awsPolicies.ts";
import type { AwsRight } from "./AwsRight.ts";
import { gitHubTrust } from "./gitHubTrust.ts";

export interface AwsSheetOptions {
  readonly stack: string;
  readonly purpose: Purpose;
  readonly accountId: string | undefined;
  /** `owner/name`, or `owner@id/name@id`, of the repository whose workflows take the role. */
  readonly github: string | undefined;
}

/** Of one role, unless it is raised (IAM user guide, "IAM and AWS STS quotas"). */
const mostPolicies = 10;

/** Undefined where the config has nothing at AWS. */
export function awsSheet(rights: readonly AwsRight[], options: AwsSheetOptions): Sheet | undefined {
  const { stack, purpose, accountId, github } = options;
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
  // No workflow adopts.
  const trust = github === undefined || purpose === "adopt" ? undefined : trustFile(github, options);
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
      ...(trust === undefined || github === undefined || github.includes("@") ? [] : [subjectAdvice(github)]),
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

/** The environments are those of the workflows: one to deploy with, and one to read with. */
function trustFile(repository: string, { stack, purpose, accountId }: AwsSheetOptions): PermissionFile {
  const environment = purpose === "deploy" ? stack : `${stack}-read`;
  return jsonFile(`aws-${purpose}-trust.json`, gitHubTrust({ repository, environment, accountId }));
}

/** IAM compares subjects whole, and GitHub has two forms of them (gitHubTrust). */
function subjectAdvice(repository: string): string {
  const asks = `gh api repos/${repository}/actions/oidc/customization/sub --jq .sub_claim_prefix`;
  return `Where \`${asks}\` says ids, --github takes what it says: without them, nobody could take the role`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

import type { Purpose } from "./Purpose.ts";

/** Whose workflows act for a stack. */
export interface GitHubWorkflows {
  /** `owner/name`, or `owner@id/name@id` as the subjects of newer repositories have it. */
  readonly repository: string;
  readonly stack: string;
  readonly purpose: Purpose;
}

const host = "token.actions.githubusercontent.com";

/**
 * The subject of tokens of jobs of one environment of one repository. Repositories that were made, renamed or moved since
 * 15 July 2026 have the ids of the owner and of the repository behind their names there (GitHub docs, "OpenID Connect
 * reference", immutable subject claims). The environments are those of the workflows: one to deploy with, and one to read with.
 */
function subjectOf({ repository, stack, purpose }: GitHubWorkflows): string {
  return `repo:${repository}:environment:${purpose === "deploy" ? stack : `${stack}-read`}`;
}

/**
 * The trust policy of a role for GitHub's workflows (GitHub docs, "Configuring OpenID Connect in Amazon Web Services"). The
 * account has an OIDC provider for GitHub.
 */
export function roleTrust(workflows: GitHubWorkflows, accountId = "ACCOUNT"): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${host}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${host}:aud`]: "sts.amazonaws.com", [`${host}:sub`]: subjectOf(workflows) },
        },
      },
    ],
  };
}

/** What `az ad app federated-credential create` takes (GitHub docs, "Configuring OpenID Connect in Azure"). */
export function federatedCredential(workflows: GitHubWorkflows): object {
  return {
    name: `crosstrust-${workflows.stack}-${workflows.purpose}`,
    issuer: `https://${host}`,
    subject: subjectOf(workflows),
    audiences: ["api://AzureADTokenExchange"],
  };
}

/** How to find out whether subjects have ids, where none were given: both vendors compare them whole. */
export function subjectAdvice({ repository }: GitHubWorkflows): readonly string[] {
  if (repository.includes("@")) return [];
  const asks = `gh api repos/${repository}/actions/oidc/customization/sub --jq .sub_claim_prefix`;
  return [`Where \`${asks}\` says ids, --github takes what it says: without them, no workflow is let in`];
}

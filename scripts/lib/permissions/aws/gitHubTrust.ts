/** Whose workflows may take a role. */
export interface GitHubWorkflows {
  /** `owner/name`, or `owner@id/name@id` as the subjects of newer repositories have it. */
  readonly repository: string;
  /** The environment that a job names. */
  readonly environment: string;
  readonly accountId?: string | undefined;
}

const issuer = "token.actions.githubusercontent.com";

/**
 * The trust policy of a role for GitHub's workflows (GitHub docs, "Configuring OpenID Connect in Amazon Web Services"): jobs of
 * this one environment of this one repository, and nobody else. The account has an OIDC provider for GitHub. Subjects of
 * repositories that were made, renamed or moved since 15 July 2026 have the ids of the owner and the repository behind their
 * names (GitHub docs, "OpenID Connect reference", immutable subject claims).
 */
export function gitHubTrust({ repository, environment, accountId = "ACCOUNT" }: GitHubWorkflows): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: `repo:${repository}:environment:${environment}`,
          },
        },
      },
    ],
  };
}

import { canonicalJson } from "../../lib/canonicalJson.ts";

/**
 * Lets one role exchange tokens at the application that the policy belongs to, which is what `Resource: "*"` stands for (IAM
 * Identity Center User Guide, "Resource-based policy example": version, effect, principal, action and resource are
 * required).
 */
export function actorPolicy(roleArn: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: roleArn }, Action: "sso-oauth:CreateTokenWithIAM", Resource: "*" },
    ],
  };
}

/** The role that a policy of this form names; undefined for a policy that says anything else. */
export function roleOf(policy: string): string | undefined {
  const named = [...policy.matchAll(/"(arn:[^"]+)"/g)].map(([, arn]) => arn ?? "");
  return named.find((arn) => canonicalJson(actorPolicy(arn)) === canonicalJson(policy));
}

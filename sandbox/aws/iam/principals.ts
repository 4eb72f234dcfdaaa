import type { AwsAccount } from "../AwsAccount.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { accountUser } from "./Caller.ts";
import { parsePolicy } from "./PolicyDocument.ts";
import type { Role } from "./Role.ts";
import { findRoleByArn } from "./roleInput.ts";

/** Everybody, accounts, sessions and ids: IAM stores these as they are, and whether there is such a session is not asked here. */
const storedAsIs =
  /^(?:\*|\d{12}|arn:aws:iam::\d{12}:root|arn:aws:sts::\d{12}:(?:assumed-role\/[^/*]+|federated-user)\/[^*]+|A(?:ROA|IDA)[A-Z2-7]{17})$/;
const userOrRole = /^arn:aws:iam::(\d{12}):(?:role|user)\/[^*]+$/;

/** Whether an ARN is that of a user or role: one that the account has, or one of another account, where nobody can look. */
export function isPrincipal(account: AwsAccount, arn: string): boolean {
  const owner = userOrRole.exec(arn)?.[1];
  return owner !== undefined && (owner !== account.id || idOf(account, arn) !== undefined);
}

/**
 * The ids of the account's users and roles that a trust policy names. IAM stores them instead of the ARNs: whoever gets the
 * ARN later is not meant (IAM user guide, "AWS JSON policy elements: Principal", "IAM role principals").
 * @param document as JSON
 * @returns by ARN
 * @throws AwsError MalformedPolicyDocument for a principal that is none, or that the account does not have
 */
export function principalIds(account: AwsAccount, document: string): Readonly<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const { Principal, NotPrincipal } of parsePolicy(document).Statement) {
    const named = [Principal, NotPrincipal].flatMap((one) => (typeof one === "object" ? (one.AWS ?? []) : []));
    for (const arn of named) {
      if (storedAsIs.test(arn)) continue;
      if (!isPrincipal(account, arn)) {
        throw new AwsError(400, "MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${arn}"`);
      }
      const id = idOf(account, arn);
      if (id !== undefined) ids[arn] = id;
    }
  }
  return ids;
}

/** A role's trust policy as IAM shows it: with the id of a principal that is gone instead of its ARN. */
export function shownTrustPolicy(account: AwsAccount, { assumeRolePolicyDocument, principalIds: ids }: Role): string {
  const gone = new Map(Object.entries(ids ?? {}).filter(([arn, id]) => idOf(account, arn) !== id));
  if (gone.size === 0) return assumeRolePolicyDocument;
  const shown = (arn: unknown): unknown => gone.get(String(arn)) ?? arn;
  return JSON.stringify(JSON.parse(assumeRolePolicyDocument), (key, value: unknown) => {
    if (key !== "AWS") return value;
    return Array.isArray(value) ? value.map(shown) : shown(value);
  });
}

function idOf(account: AwsAccount, arn: string): string | undefined {
  const user = accountUser(account);
  return arn === user.arn ? user.userId : findRoleByArn(account, arn)?.id;
}

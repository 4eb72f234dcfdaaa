import type { IAM } from "@aws-sdk/client-iam";
import type { STS } from "@aws-sdk/client-sts";
import type { Finding } from "../../../trust/Finding.ts";
import type { AwsRight } from "../permissions/aws/AwsRight.ts";
import { AwsError } from "../vendors/aws/AwsError.ts";
import { type MissingAwsRight, simulateAws } from "./rights/simulateAws.ts";

/** AWS with the credentials that a deployment would have. */
export interface AwsRightsAccess {
  readonly region: string;
  readonly sts: Pick<STS, "getCallerIdentity">;
  readonly iam: Pick<IAM, "simulatePrincipalPolicy" | "getRole">;
}

/**
 * The rights at AWS that the caller's own policies do not give. IAM is asked; what organisations, boundaries and resources
 * deny besides may show at the deployment only.
 * @param rightsOf by the caller's account and principal
 * @param advice what gives the rights
 * @throws CrosstrustError where AWS cannot be asked who the caller is
 */
export async function inspectRightsAtAws(
  rightsOf: (accountId: string, principalArn: string) => readonly AwsRight[],
  { region, sts, iam }: AwsRightsAccess,
  advice: string,
): Promise<readonly Finding[]> {
  const { Account: accountId = "", Arn: callerArn = "" } = await sts.getCallerIdentity({});
  // To whom the account belongs, nothing is refused, and IAM simulates nothing.
  if (/^arn:[^:]*:iam::\d*:root$/.test(callerArn)) return [];
  const principalArn = principalOf(callerArn);
  if (principalArn === undefined) return [unasked(callerArn, "they are of no user and no role", advice)];
  const look = async (arn: string): Promise<readonly Finding[]> => {
    const missing = await simulateAws(rightsOf(accountId, arn), arn, region, iam);
    return missing.map((one) => describe(one, callerArn, advice));
  };
  try {
    return await look(principalArn).catch(async (error: unknown) => {
      if (!(error instanceof AwsError) || error.awsCode !== "NoSuchEntityException") throw error;
      // A session's ARN leaves out the path of its role.
      const { Role } = await iam.getRole({ RoleName: principalArn.split("/").at(-1) });
      if (Role?.Arn === undefined) throw error;
      return look(Role.Arn);
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return [unasked(callerArn, error.message, `iam:SimulatePrincipalPolicy on ${principalArn}; ${advice}`)];
  }
}

/** The user or role that a caller is, by `GetCallerIdentity` (IAM user guide, "IAM identifiers"). */
function principalOf(callerArn: string): string | undefined {
  if (/^arn:[^:]*:iam::\d*:user\//.test(callerArn)) return callerArn;
  const [, partition, account, role] = /^arn:([^:]*):sts::(\d*):assumed-role\/([^/]*)\//.exec(callerArn) ?? [];
  return role === undefined ? undefined : `arn:${partition}:iam::${account}:role/${role}`;
}

function describe({ right, denied, dependsOn }: MissingAwsRight, callerArn: string, advice: string): Finding {
  const { action, resource, condition } = right;
  const given = Object.entries(condition ?? {}).map(([key, value]) => `${key} = ${value}`);
  const what = [`${action} on ${resource.pattern}`, ...given].join(" with ");
  const where = `aws: ${action}`;
  if (!denied && dependsOn.length > 0) {
    const keys = dependsOn.join(", ");
    return { severity: "warning", where, message: `Whether ${callerArn} may do ${what} depends on ${keys}.`, advice };
  }
  const reason = denied ? "a policy denies it" : "no policy allows it";
  return { severity: "error", where, message: `${callerArn} may not do ${what}: ${reason}.`, advice };
}

function unasked(callerArn: string, reason: string, advice: string): Finding {
  const message = `What ${callerArn} may do cannot be looked at: ${reason}`;
  return { severity: "warning", where: "aws: iam:SimulatePrincipalPolicy", message, advice };
}

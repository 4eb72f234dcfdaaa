import { AwsError } from "../../../vendors/aws/AwsError.ts";
import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import type { DriftContext } from "../../DriftContext.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { notRead, readOr } from "../../lib/notRead.ts";
import type { Place } from "./configPlace.ts";

/** A part of the stack at AWS. */
export interface AwsPart {
  readonly place: Place;
  readonly region: string;
  /** The stack's account, where its state says it: another one has nothing of the stack, and that is no drift. */
  readonly accountId: string | undefined;
  /** The right that reading it takes, as IAM names it: `iam:GetRole`. */
  readonly action: string;
}

/** Compares with what AWS holds, with whatever credentials the environment has, if they are of the stack's account. */
export async function compareAws(
  { aws }: Pick<DriftContext, "aws">,
  part: AwsPart,
  compare: (services: AwsServices) => Promise<readonly DriftFinding[]>,
): Promise<readonly DriftFinding[]> {
  const { place, region, accountId } = part;
  return readPart(part, async () => {
    const services = await aws.open(region);
    if (accountId === undefined || services.caller.accountId === accountId) return compare(services);
    const why = `the AWS credentials are of the account ${services.caller.accountId}, the stack's is ${accountId}`;
    return [
      notRead(place.where, why, `Give credentials of the account ${accountId}, and run drift again.`, place.path),
    ];
  });
}

/** As `readOr`, and where AWS says that a right is missing, the finding names it. */
export async function readPart(
  { place, action }: Pick<AwsPart, "place" | "action">,
  read: () => Promise<readonly DriftFinding[]>,
): Promise<readonly DriftFinding[]> {
  return readOr(place, read, (refusal) =>
    refusal instanceof AwsError && denials.has(refusal.awsCode)
      ? { advice: `Give the credentials the right \`${action}\` there, and run drift again.` }
      : undefined,
  );
}

/** What is not there is undefined: that it was deleted shows as a change of the resource that the stack manages. */
export async function ifThere<T>(asking: Promise<T>): Promise<T | undefined> {
  return asking.catch((error: unknown) => {
    if (error instanceof AwsError && error.status === 404) return undefined;
    // Cognito and IAM Identity Center say it with 400, as every service that speaks AWS's JSON protocol.
    if (error instanceof AwsError && error.awsCode === "ResourceNotFoundException") return undefined;
    throw error;
  });
}

/** The account in an ARN; undefined where it has none. */
export function accountOf(arn: unknown): string | undefined {
  return typeof arn === "string" ? /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.[1] : undefined;
}

/** How services of AWS say that a right is missing (IAM user guide, "Troubleshoot access denied error messages"). */
const denials: ReadonlySet<string> = new Set(["AccessDenied", "AccessDeniedException", "UnauthorizedAccess"]);

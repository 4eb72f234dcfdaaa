import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { AwsError } from "./AwsError.ts";
import type { Observation } from "../../verify/Check.ts";
import { notProved } from "../../verify/Check.ts";
import { Unreachable } from "../../verify/LiveHttp.ts";
import type { VerifyContext } from "../../verify/VerifyContext.ts";
import type { AwsServices } from "./AwsAccess.ts";

/** Where a stack has something in AWS. */
interface AwsPlace {
  readonly region: string;
  /** The stack's, where its outputs say it: credentials of another account see nothing of it. */
  readonly accountId?: string;
}

/** What AWS calls it when somebody may not do something, or asks too often: nothing is known of what was asked about. */
const unanswered =
  /^(?:AccessDenied|AccessDeniedException|UnauthorizedAccess|ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|Throttling|ThrottlingException|TooManyRequestsException|SlowDown|SlowDownException)$/;

/** Looks with the environment's credentials, where there are any and they are of the stack's account. */
export async function withAws(
  { aws }: Pick<VerifyContext, "aws">,
  { region, accountId }: AwsPlace,
  look: (services: AwsServices) => Promise<Observation>,
): Promise<Observation> {
  if (aws === undefined) return notProved("AWS takes credentials: the AWS_ variables, or a profile");
  try {
    const services = await aws.open(region);
    if (accountId !== undefined && services.caller.accountId !== accountId) {
      return notProved(
        `the AWS credentials are of the account ${services.caller.accountId}, the stack's is ${accountId}`,
      );
    }
    return await look(services);
  } catch (error) {
    return observeAwsFailure(error);
  }
}

/** @throws Unreachable, and the error itself where it is none of AWS's */
export function observeAwsFailure(error: unknown): Observation {
  if (error instanceof AwsError) {
    if (unanswered.test(error.awsCode)) return notProved(error.message);
    return { actual: `refused, ${error.awsCode}`, ok: false, reason: error.message };
  }
  if (!(error instanceof CrosstrustError)) throw error;
  if (error.code === "VENDOR_REFUSED") return notProved(error.message);
  if (error.cause instanceof Unreachable) throw error.cause;
  if (error.code === "VENDOR_UNREACHABLE") return { actual: error.message, ok: false };
  throw error;
}

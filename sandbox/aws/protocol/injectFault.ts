import type { AwsCall } from "../AwsService.ts";
import { AwsError } from "./AwsError.ts";

/** How a service answers when it throttles: status, code and message. */
export type Throttling = readonly [status: number, awsCode: string, message: string];

/**
 * Fails a call for which a fault was asked.
 * @throws AwsError the service's throttling error for a 429, its outage for anything from 500 on
 */
export function injectFault(call: AwsCall, operation: string, throttling: Throttling): void {
  const fault = call.account.context.fault(operation);
  if (!fault) return;
  if (fault.status === 429) throw new AwsError(...throttling);
  if (fault.status === 503) throw new AwsError(503, "ServiceUnavailable", "Service Unavailable");
  if (fault.status >= 500) throw new AwsError(fault.status, "InternalFailure", "Internal Failure");
  throw new AwsError(fault.status, "AccessDeniedException", `The call of ${operation} was made to fail`);
}

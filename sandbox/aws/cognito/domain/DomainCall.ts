import type { AwsCall } from "../../AwsService.ts";
import type { Domain, UserPool } from "../state.ts";

/** A request to a user pool's domain. */
export interface DomainCall extends AwsCall {
  readonly pool: UserPool;
  readonly domain: Domain;
  /** `https://` and the host that was asked, without a trailing slash. */
  readonly origin: string;
  /** Now, in whole epoch seconds. */
  readonly seconds: number;
}

/** Notes what the sandbox cannot answer as Cognito would, so that the rehearsal fails by it. */
export function noteUnsupported({ request, account }: DomainCall, reason: string): void {
  const { method, url } = request;
  account.context.refuse({ host: url.hostname, method, path: url.pathname, reason });
}

/** What every answer of a domain has (developer guide, "The user attributes endpoint", example response). */
export function domainHeaders({ requestId }: DomainCall): Record<string, string> {
  return {
    "x-amz-cognito-request-id": requestId,
    "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
    pragma: "no-cache",
    expires: "0",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=31536000 ; includeSubDomains",
  };
}

import { AsyncLocalStorage } from "node:async_hooks";

/** A request as its vendor's own log knows it. */
export interface VendorRequest {
  readonly requestId: string;
  /** The host that gave the id. */
  readonly host: string;
}

/**
 * The headers in which vendors say the id of a request: API Gateway's data plane, Okta, Microsoft's sign-in, Microsoft Graph,
 * AWS's APIs, S3 with S3 Control, and the domains of Cognito's user pools. JumpCloud documents none.
 */
const headerNames = [
  "apigw-requestid",
  "x-okta-request-id",
  "x-ms-request-id",
  "request-id",
  "x-amzn-requestid",
  "x-amz-request-id",
  "x-amz-cognito-request-id",
] as const;

/** @returns undefined where the vendor says none */
export function requestIdOf(headers: Headers): string | undefined {
  return headerNames.map((name) => headers.get(name)).find((id) => id !== null) ?? undefined;
}

const traces = new AsyncLocalStorage<VendorRequest[]>();

/**
 * Does some work, and collects the ids of the requests that it makes with this project's clients.
 * @returns the work's result, and the requests in the order of their answers, those of failed work not among them
 */
export async function tracingRequests<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly requests: readonly VendorRequest[] }> {
  const requests: VendorRequest[] = [];
  return { result: await traces.run(requests, work), requests };
}

/** Work that is done once, when it is first asked for, and whose requests are those of everyone who waits for it. */
export function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  const requests: VendorRequest[] = [];
  let working: Promise<Result> | undefined;
  return async () => {
    working ??= traces.run(requests, work);
    try {
      return await working;
    } finally {
      traces.getStore()?.push(...requests);
    }
  };
}

/** Notes an answer for whoever traces. */
export function noteAnswer(url: string, headers: Headers): void {
  const requestId = requestIdOf(headers);
  if (requestId !== undefined) traces.getStore()?.push({ requestId, host: new URL(url).host });
}

import type { AwsAccount } from "../AwsAccount.ts";
import { integrationFunction } from "../apigatewayv2/integrationFunction.ts";
import { payloadBytes } from "../lambda/invoke.ts";
import type { Invocation, LambdaRuntime } from "../lambda/LambdaRuntime.ts";
import { findFunction } from "../lambda/lookup.ts";
import { mayInvoke } from "../lambda/permissions.ts";

export interface FunctionCall {
  /** The ARN of a function, or of its invocation through API Gateway. */
  readonly uri: string;
  /** What the function's policy is asked about. */
  readonly sourceArn: string;
  /** JSON */
  readonly payload: string;
  readonly timeoutMilliseconds: number;
}

export type FunctionOutcome =
  | { readonly outcome: "invoked"; readonly invocation: Invocation }
  /** There is no such function, or its policy does not let API Gateway invoke it: that is not told apart. */
  | { readonly outcome: "forbidden"; readonly invocation?: undefined }
  | { readonly outcome: "too-large"; readonly invocation?: undefined }
  | { readonly outcome: "late"; readonly invocation?: undefined };

/** Invokes a function as API Gateway does: only where its resource policy allows it, and no longer than it waits. */
export async function invokeFunction(
  runtime: LambdaRuntime,
  account: AwsAccount,
  { uri, sourceArn, payload, timeoutMilliseconds }: FunctionCall,
): Promise<FunctionOutcome> {
  const named = integrationFunction(uri);
  const found = named?.accountId === account.id && findFunction(account, named.region, named.name, named.qualifier);
  if (!found || !mayInvoke(found.fn, "apigateway.amazonaws.com", { arn: sourceArn, accountId: account.id })) {
    return { outcome: "forbidden" };
  }
  if (Buffer.byteLength(payload) > payloadBytes) return { outcome: "too-large" };
  const { promise: late, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), timeoutMilliseconds);
  try {
    const invocation = await Promise.race([runtime.invoke(named.region, found, payload), late]);
    return invocation === "late" ? { outcome: "late" } : { outcome: "invoked", invocation };
  } finally {
    clearTimeout(timer);
  }
}

/** How the access log tells what a function failed with. @param payload the failure, as JSON */
export function describeFunctionError(payload: string): string {
  const { errorMessage } = JSON.parse(payload) as { errorMessage: string };
  return `returned the following error: ${errorMessage}. Check your Lambda function code and try again.`;
}

import { randomUUID } from "node:crypto";
import { json } from "../../http/responses.ts";
import type { SandboxRequest, SandboxResponse } from "../../Vendor.ts";
import type { MicrosoftCall } from "../MicrosoftCall.ts";
import { answer } from "./answer.ts";
import { GraphError } from "./errors.ts";
import { operations } from "./operations.ts";

/** The names of all operations, those of Graph's API reference in camel case. */
export const graphOperations: readonly string[] = operations.operations;

/** Microsoft Graph, v1.0 and beta: refusals in Graph's error form, `request-id` on every answer. */
export async function respondGraph(call: MicrosoftCall): Promise<SandboxResponse> {
  const requestId = randomUUID();
  const ids = { "request-id": requestId, "client-request-id": clientRequestId(call.request) ?? requestId };
  const response = await answer(call).catch((error: unknown) => {
    // Graph's refusals are answers; anything else that was thrown is a fault of the sandbox, and stays one.
    if (error instanceof GraphError) return refusal(error, call.now, ids);
    throw error;
  });
  return { ...response, headers: { "cache-control": "no-cache", ...ids, ...response.headers } };
}

function clientRequestId({ headers }: SandboxRequest): string | undefined {
  return headers["client-request-id"];
}

function refusal(error: GraphError, now: Date, ids: Readonly<Record<string, string>>): SandboxResponse {
  const body = {
    error: {
      code: error.graphCode,
      message: error.words,
      ...(error.details && { details: error.details }),
      innerError: { date: now.toISOString().slice(0, 19), ...ids },
    },
  };
  return json(error.status, body, error.headers);
}

import type { SandboxResponse } from "../../Vendor.ts";
import { AwsError, unsupported } from "../protocol/AwsError.ts";
import type { RestCall } from "../protocol/restJson.ts";
import type { LambdaRuntime } from "./LambdaRuntime.ts";
import { requireFunction } from "./lookup.ts";

/** Source: Lambda developer guide, "Lambda quotas": 6 MB for the payload of a synchronous invocation. */
export const payloadBytes = 6 * 1024 * 1024;
/** Of the log's end, for clients that ask for it. */
const tailBytes = 4096;

export async function invoke(
  runtime: LambdaRuntime,
  call: RestCall,
  { functionName }: { functionName: string },
): Promise<SandboxResponse> {
  const found = requireFunction(call, functionName, call.query.get("Qualifier"));
  const type = call.request.headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type === "DryRun") return { status: 204 };
  if (type !== "RequestResponse") throw unsupported("InvalidParameterValueException", `invocations of type ${type}`);
  if (call.request.body.length > payloadBytes) {
    throw new AwsError(
      413,
      "RequestTooLargeException",
      `Request must be smaller than ${payloadBytes} bytes for the InvokeFunction operation`,
    );
  }
  const invocation = await runtime.invoke(call.region, found, JSON.stringify(call.body));
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      "x-amz-executed-version": found.version.version,
      ...(invocation.functionError ? { "x-amz-function-error": invocation.functionError } : {}),
      ...(call.request.headers["x-amz-log-type"] === "Tail" ? { "x-amz-log-result": tail(invocation.lines) } : {}),
    },
    body: invocation.payload,
  };
}

function tail(lines: readonly string[]): string {
  return Buffer.from(lines.join("\n")).subarray(-tailBytes).toString("base64");
}

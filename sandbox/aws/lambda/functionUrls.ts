import { z } from "zod";
import { randomId } from "../../http/ids.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { readInput } from "../protocol/readInput.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { conflict, notFound } from "./errors.ts";
import type { FunctionUrl, LambdaFunction } from "./LambdaFunction.ts";
import { requireFunction } from "./lookup.ts";

interface FunctionPath {
  readonly functionName: string;
}

const createInput = z.strictObject({
  AuthType: z.enum(["AWS_IAM", "NONE"]),
  InvokeMode: z.literal("BUFFERED").optional(),
});

/** The URL is kept and answered; behind it there is nothing: its host is unknown to the sandbox. */
export function createFunctionUrlConfig(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn } = requireFunction(call, functionName, call.query.get("Qualifier"));
  const { AuthType } = readInput(call.body, createInput, "ValidationException");
  // AWS's words for this are not documented.
  if (fn.url) throw conflict(`Failed to create function url config for [functionArn = ${fn.arn}]. It exists already.`);
  const host = `${randomId("", 32, "lowerAlphanumeric")}.lambda-url.${call.region}.on.aws`;
  fn.url = { url: `https://${host}/`, authType: AuthType, created: call.account.now().toISOString() };
  return json(201, urlJson(fn, fn.url));
}

export function getFunctionUrlConfig(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn } = requireFunction(call, functionName, call.query.get("Qualifier"));
  return json(200, urlJson(fn, requireUrl(fn)));
}

export function listFunctionUrlConfigs(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn } = requireFunction(call, functionName);
  return json(200, { FunctionUrlConfigs: fn.url ? [urlJson(fn, fn.url)] : [] });
}

export function deleteFunctionUrlConfig(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn } = requireFunction(call, functionName, call.query.get("Qualifier"));
  requireUrl(fn);
  fn.url = undefined;
  return empty(204);
}

function requireUrl({ url }: LambdaFunction): FunctionUrl {
  if (!url) throw notFound("The resource you requested does not exist.");
  return url;
}

function urlJson(fn: LambdaFunction, { url, authType, created }: FunctionUrl): object {
  return {
    FunctionUrl: url,
    FunctionArn: fn.arn,
    AuthType: authType,
    CreationTime: created,
    LastModifiedTime: created,
    InvokeMode: "BUFFERED",
  };
}

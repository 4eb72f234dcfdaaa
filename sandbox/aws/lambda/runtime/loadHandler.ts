import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export interface InvocationContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

export type HandlerCallback = (error: unknown, result?: unknown) => void;
export type Handler = (event: unknown, context: InvocationContext, callback: HandlerCallback) => unknown;

/** A function that cannot be started, with Lambda's name for the reason. */
class HandlerError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** In the order in which Lambda's Node runtime looks for the module. */
const extensions = [".js", ".mjs", ".cjs"];

/**
 * Loads what a handler's name means: `folder/file.export`, with more dots for nested exports.
 * @param root the folder of the function's code
 * @throws HandlerError Runtime.MalformedHandlerName, Runtime.ImportModuleError, Runtime.HandlerNotFound; and whatever
 * the module itself throws
 */
export async function loadHandler(root: string, name: string): Promise<Handler> {
  const [, file, exported] = /^((?:.*\/)?[^./]+)\.(.+)$/.exec(name) ?? [];
  if (file === undefined || exported === undefined || name.includes("..")) {
    throw new HandlerError("Runtime.MalformedHandlerName", "Bad handler");
  }
  const path = extensions.map((extension) => join(root, `${file}${extension}`)).find((one) => existsSync(one));
  if (path === undefined) throw new HandlerError("Runtime.ImportModuleError", `Error: Cannot find module '${file}'`);
  let found: unknown = await importModule(path);
  for (const key of exported.split(".")) {
    found = isObject(found)
      ? (found[key] ?? (isObject(found["default"]) ? found["default"][key] : undefined))
      : undefined;
  }
  if (found === undefined) throw new HandlerError("Runtime.HandlerNotFound", `${name} is undefined or not exported`);
  if (typeof found !== "function") throw new HandlerError("Runtime.HandlerNotFound", `${name} is not a function`);
  return found as Handler;
}

async function importModule(path: string): Promise<unknown> {
  try {
    return (await import(pathToFileURL(path).href)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new HandlerError("Runtime.UserCodeSyntaxError", String(error));
    if (error instanceof Error && isNotFound(error)) {
      throw new HandlerError("Runtime.ImportModuleError", String(error));
    }
    throw error;
  }
}

/** An import says ERR_MODULE_NOT_FOUND, a require MODULE_NOT_FOUND. */
function isNotFound(error: NodeJS.ErrnoException): boolean {
  return error.code?.endsWith("MODULE_NOT_FOUND") ?? false;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (typeof value === "object" || typeof value === "function") && value !== null;
}

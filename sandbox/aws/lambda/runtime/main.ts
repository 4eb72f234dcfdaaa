/**
 * The process that runs a Lambda function: it loads the handler named by `_HANDLER` from `LAMBDA_TASK_ROOT`, and
 * answers one invocation after the other over the channel to the sandbox. It runs under Node's permission model and
 * imports nothing but what stands beside it.
 */
import { formatWithOptions } from "node:util";
import { closeNetwork } from "./closeNetwork.ts";
import { type Handler, type InvocationContext, loadHandler } from "./loadHandler.ts";
import type { FetchedMessage, FunctionFailure, InvokeMessage, RuntimeMessage, SandboxMessage } from "./messages.ts";
import { type Ask, sandboxFetch } from "./sandboxFetch.ts";

const { env } = process;
let current = "";

const tell = (message: RuntimeMessage): void => void process.send?.(message);

/** Output goes over the same channel as results, so that it arrives before them. */
function captureOutput(): void {
  const write = (chunk: unknown): boolean => {
    tell({ kind: "output", text: chunk instanceof Uint8Array ? Buffer.from(chunk).toString("utf8") : String(chunk) });
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
  const levels = { debug: "DEBUG", info: "INFO", log: "INFO", trace: "TRACE", warn: "WARN", error: "ERROR" } as const;
  for (const [method, level] of Object.entries(levels)) {
    const log = (...values: unknown[]): void => {
      // One call is one event of the log, however many lines it has.
      const text = formatWithOptions({ colors: false }, ...values).replaceAll("\n", "\r");
      write(`${new Date().toISOString()}\t${current}\t${level}\t${text}\n`);
    };
    Object.assign(console, { [method]: log });
  }
}

function failureOf(error: unknown): FunctionFailure {
  if (error instanceof Error) {
    const trace = (error.stack ?? String(error)).split("\n");
    return { errorType: error.name, errorMessage: error.message, trace };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function run(handler: Handler, event: unknown, context: InvocationContext): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback = (error: unknown, result?: unknown): void => {
      if (error === null || error === undefined) resolve(result);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the function's own, passed on
      else reject(error);
    };
    const returned = handler(event, context, callback);
    if (returned instanceof Promise) returned.then(resolve, reject);
    else if (handler.length < 3) resolve(returned);
  });
}

async function invoke(handler: Handler, message: InvokeMessage): Promise<void> {
  const { requestId } = message;
  current = requestId;
  try {
    const result = await run(handler, JSON.parse(message.payload), contextOf(message));
    tell({ kind: "result", requestId, payload: result === undefined ? "null" : JSON.stringify(result) });
  } catch (error) {
    tell({ kind: "failure", requestId, failure: failureOf(error), isFatal: false });
  }
}

function contextOf({ requestId, deadline, functionArn }: InvokeMessage): InvocationContext {
  return {
    awsRequestId: requestId,
    functionName: env["AWS_LAMBDA_FUNCTION_NAME"] ?? "",
    functionVersion: env["AWS_LAMBDA_FUNCTION_VERSION"] ?? "",
    invokedFunctionArn: functionArn,
    memoryLimitInMB: env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] ?? "",
    logGroupName: env["AWS_LAMBDA_LOG_GROUP_NAME"] ?? "",
    logStreamName: env["AWS_LAMBDA_LOG_STREAM_NAME"] ?? "",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** What nobody caught ends the process, after the sandbox was told. */
function failOn(event: "uncaughtException" | "unhandledRejection", errorType?: string): void {
  process.on(event, (error: unknown) => {
    const failure = failureOf(error);
    const told: RuntimeMessage = {
      kind: "failure",
      requestId: current,
      failure: { ...failure, errorType: errorType ?? failure.errorType },
      isFatal: true,
    };
    process.send?.(told, () => process.exit(1));
  });
}

/** Answers to `fetch` come while an invocation is under way, or before the first one. */
function openSandbox(): Ask {
  const asked = new Map<number, (answer: FetchedMessage) => void>();
  let last = 0;
  process.on("message", (message) => {
    const told = message as SandboxMessage;
    if (told.kind === "invoke") return;
    asked.get(told.id)?.(told);
    asked.delete(told.id);
  });
  return (question) =>
    new Promise((resolve) => {
      const id = ++last;
      asked.set(id, resolve);
      tell({ kind: "fetch", id, ...question });
    });
}

captureOutput();
closeNetwork();
globalThis.fetch = sandboxFetch(openSandbox());
failOn("uncaughtException");
failOn("unhandledRejection", "Runtime.UnhandledPromiseRejection");
// The sandbox is gone: nobody is left to answer to.
process.once("disconnect", () => process.exit());
try {
  const handler = await loadHandler(env["LAMBDA_TASK_ROOT"] ?? "", env["_HANDLER"] ?? "");
  process.on("message", (message) => {
    const told = message as SandboxMessage;
    if (told.kind === "invoke") void invoke(handler, told);
  });
  tell({ kind: "ready" });
} catch (error) {
  tell({ kind: "broken", failure: failureOf(error) });
}

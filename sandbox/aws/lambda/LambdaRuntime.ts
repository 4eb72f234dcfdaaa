import { randomUUID } from "node:crypto";
import type { AwsAccount } from "../AwsAccount.ts";
import { isAllowed } from "../iam/evaluate.ts";
import { addGroup, findGroup, writeLines } from "../logs/appendEvents.ts";
import { logGroupArn } from "../logs/LogGroup.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { functionFetch } from "./functionFetch.ts";
import type { Outcome } from "./FunctionProcess.ts";
import type { FunctionVersion } from "./LambdaFunction.ts";
import type { FoundFunction } from "./lookup.ts";
import { ProcessPool } from "./ProcessPool.ts";

/** An invocation that was carried out, well or not; its lines are those of the log. */
export interface Invocation extends Outcome {
  readonly requestId: string;
}

/** Runs functions, each version in processes of its own that stay warm, and writes their logs. */
export class LambdaRuntime {
  readonly #account: AwsAccount;
  /** By the revision of a version: another revision is other code or another configuration. */
  readonly #pools = new Map<string, { readonly arn: string; readonly pool: ProcessPool }>();

  #closed = false;

  constructor(account: AwsAccount) {
    this.#account = account;
  }

  /** @param payload JSON */
  async invoke(region: string, { fn, version }: FoundFunction, payload: string): Promise<Invocation> {
    if (this.#closed) throw new AwsError(503, "ServiceException", "The sandbox is closing");
    const requestId = randomUUID();
    const started = Date.now();
    const functionArn = version.version === "$LATEST" ? fn.arn : `${fn.arn}:${version.version}`;
    const outcome = await this.#pool(region, fn.arn, fn.name, version).invoke(
      { requestId, payload, functionArn },
      this.#account.now(),
    );
    const lines = [
      `START RequestId: ${requestId} Version: ${version.version}`,
      ...outcome.lines,
      `END RequestId: ${requestId}`,
      report(requestId, version, Date.now() - started),
    ];
    this.#log(region, version, outcome.logStream, lines);
    return { ...outcome, lines, requestId };
  }

  /** Ends the processes of a function that was changed or deleted; invocations that are under way end with them. */
  async retire(functionArn: string, keep?: readonly FunctionVersion[]): Promise<void> {
    const kept = new Set(keep?.map((version) => version.revisionId));
    const retired = [...this.#pools].filter(([revision, { arn }]) => arn === functionArn && !kept.has(revision));
    for (const [revision] of retired) this.#pools.delete(revision);
    await Promise.all(retired.map(([, { pool }]) => pool.close()));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map(({ pool }) => pool.close()));
  }

  #pool(region: string, arn: string, name: string, version: FunctionVersion): ProcessPool {
    const key = version.revisionId;
    const known = this.#pools.get(key);
    if (known) return known.pool;
    const pool = new ProcessPool(version, variables(region, name, version), (message) =>
      functionFetch(this.#account.context, message),
    );
    this.#pools.set(key, { arn, pool });
    return pool;
  }

  /** Writes to the function's log group as far as its role lets it, as Lambda does; otherwise silently not. */
  #log(region: string, version: FunctionVersion, stream: string, lines: readonly string[]): void {
    const account = this.#account;
    const role = account.state.roles.find((one) => one.arn === version.role);
    if (!role) return;
    const arn = logGroupArn(region, account.id, version.logGroup);
    const known = findGroup(account, region, version.logGroup);
    if (!known && !isAllowed(role, "logs:CreateLogGroup", `${arn}:*`)) return;
    const streamArn = `${arn}:log-stream:${stream}`;
    if (!["logs:CreateLogStream", "logs:PutLogEvents"].every((action) => isAllowed(role, action, streamArn))) return;
    writeLines(account, known ?? addGroup(account, region, version.logGroup), stream, lines);
  }
}

/** What Lambda sets (Lambda developer guide, "Defined runtime environment variables"), save for credentials: there are none. */
function variables(region: string, name: string, version: FunctionVersion): Record<string, string> {
  return {
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${version.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    ...version.environment,
  };
}

function report(requestId: string, { memorySize }: FunctionVersion, milliseconds: number): string {
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${milliseconds.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(milliseconds)} ms`,
    `Memory Size: ${memorySize} MB`,
  ].join("\t");
}

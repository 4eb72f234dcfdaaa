import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unpack } from "./codePackage.ts";
import { FunctionProcess, type InvocationRequest, type Outcome, type ProcessOptions } from "./FunctionProcess.ts";
import type { FunctionVersion } from "./LambdaFunction.ts";

/** A process and the log stream that it writes to. */
interface Environment {
  readonly process: FunctionProcess;
  readonly logStream: string;
}

/** How many invocations of one function run side by side; more wait. */
const concurrency = 4;

/** The execution environments of one version of a function. Its code lies in a private folder while they run. */
export class ProcessPool {
  readonly #version: FunctionVersion;
  /** `AWS_LAMBDA_…` and the function's own variables, without what differs from process to process. */
  readonly #variables: Readonly<Record<string, string>>;
  readonly #fetch: ProcessOptions["fetch"];
  readonly #folder: Promise<string>;
  readonly #all = new Set<Environment>();
  readonly #idle: Environment[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #closed = false;

  constructor(version: FunctionVersion, variables: Readonly<Record<string, string>>, fetch: ProcessOptions["fetch"]) {
    this.#version = version;
    this.#variables = variables;
    this.#fetch = fetch;
    this.#folder = unpackToFolder(version);
    // Whoever invokes is told; nobody else has to be.
    this.#folder.catch(() => undefined);
  }

  /** @param day for the log stream's name */
  async invoke(request: InvocationRequest, day: Date): Promise<Outcome & { readonly logStream: string }> {
    if (this.#running >= concurrency) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      const environment = this.#idle.pop() ?? (await this.#start(day));
      const outcome = await environment.process.invoke(request, this.#version.timeout);
      if (environment.process.alive && !this.#closed) this.#idle.push(environment);
      else this.#all.delete(environment);
      return { ...outcome, logStream: environment.logStream };
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  /** Ends the processes, whatever they are doing, and removes the code. */
  async close(): Promise<void> {
    this.#closed = true;
    const processes = [...this.#all].map((environment) => environment.process);
    for (const one of processes) one.kill();
    await Promise.all(processes.map((one) => one.ended()));
    const folder = await this.#folder.catch(() => undefined);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  async #start(day: Date): Promise<Environment> {
    const folder = await this.#folder;
    const { version, handler, memorySize, logGroup } = this.#version;
    const logStream = `${day.toISOString().slice(0, 10).replaceAll("-", "/")}/[${version}]${randomBytes(16).toString("hex")}`;
    const [taskFolder, temporaryFolder] = [join(folder, "task"), join(folder, "tmp")];
    const process = new FunctionProcess({
      taskFolder,
      temporaryFolder,
      memory: memorySize,
      fetch: this.#fetch,
      environment: {
        ...this.#variables,
        _HANDLER: handler,
        AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
        AWS_LAMBDA_LOG_STREAM_NAME: logStream,
        LAMBDA_TASK_ROOT: taskFolder,
        TMPDIR: temporaryFolder,
      },
    });
    const environment = { process, logStream };
    this.#all.add(environment);
    if (this.#closed) process.kill();
    return environment;
  }
}

async function unpackToFolder(version: FunctionVersion): Promise<string> {
  const files = unpack(version.code);
  // The permission model compares real paths.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "crosstrust-function-")));
  await mkdir(join(folder, "tmp"));
  await mkdir(join(folder, "task"));
  for (const { path, content } of files) {
    const target = join(folder, "task", path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
  return folder;
}

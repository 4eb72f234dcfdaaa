import { AsyncLocalStorage } from "node:async_hooks";
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type {
  FetchedMessage,
  FetchMessage,
  FunctionFailure,
  InvokeMessage,
  RuntimeMessage,
  SandboxMessage,
} from "./runtime/messages.ts";

/** What came of an invocation. */
export interface Outcome {
  /** JSON: what the handler returned, or the failure. */
  readonly payload: string;
  /** Set when the function failed. */
  readonly functionError?: "Unhandled";
  /** What the function wrote, one event a line. */
  readonly lines: readonly string[];
}

/** What the process is told of an invocation, but for its end. */
export type InvocationRequest = Pick<InvokeMessage, "requestId" | "payload" | "functionArn">;

export interface ProcessOptions {
  /** Holds the function's code; the process reads there. */
  readonly taskFolder: string;
  /** The process writes there and nowhere else. */
  readonly temporaryFolder: string;
  /** The process's whole environment: it inherits nothing. */
  readonly environment: Readonly<Record<string, string>>;
  /** In megabytes. */
  readonly memory: number;
  /** Answers what the function asks of other hosts. Never rejects. */
  readonly fetch: (message: FetchMessage) => Promise<FetchedMessage>;
}

const runtimeFolder = fileURLToPath(new URL("runtime/", import.meta.url));
/** Lambda's initialization ends after ten seconds (Lambda developer guide, "Lambda execution environment lifecycle"). */
const startMilliseconds = 10_000;
/** What a function may return, in bytes: 6 MB and a little, as Lambda's own message about it says. */
const resultBytes = 6_291_556;
/** How much of what one invocation writes is kept, in characters. */
const keptOutput = 1_000_000;

/**
 * A warm execution environment: a Node process that may read its own code, write to its own temporary folder, and
 * nothing else of the file system. It runs one invocation at a time.
 */
export class FunctionProcess {
  readonly #child: ChildProcess;
  readonly #started: Promise<FunctionFailure | undefined>;
  readonly #exited: Promise<string>;
  #receive: (message: RuntimeMessage) => void = () => undefined;
  /** Runs something on behalf of whoever made the last invocation. */
  #onBehalf = AsyncLocalStorage.snapshot();
  #output = "";
  #alive = true;

  constructor({ taskFolder, temporaryFolder, environment, memory, fetch }: ProcessOptions) {
    const permissions = [
      "--permission",
      `--allow-fs-read=${runtimeFolder}`,
      `--allow-fs-read=${taskFolder}`,
      `--allow-fs-read=${temporaryFolder}`,
      `--allow-fs-write=${temporaryFolder}`,
    ];
    const flags = ["--disable-warning=ExperimentalWarning", `--max-old-space-size=${memory}`];
    this.#child = spawn(process.execPath, [...permissions, ...flags, `${runtimeFolder}main.ts`], {
      cwd: taskFolder,
      env: environment,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      serialization: "json",
    });
    this.#exited = new Promise((resolve) => {
      // Not once: each failure to start, to be told something or to be ended comes as one.
      this.#child.on("error", (error) => resolve(`Runtime exited with error: ${error.message}`));
      this.#child.once("exit", (code, signal) => {
        const how = howItEnded(code, signal);
        // What the process said at last may still be on its way.
        if (this.#child.connected) this.#child.once("disconnect", () => resolve(how));
        else resolve(how);
      });
    });
    void this.#exited.then(() => (this.#alive = false));
    this.#child.on("message", (message) => {
      const told = message as RuntimeMessage;
      if (told.kind === "fetch") void this.#onBehalf(fetch, told).then((answer) => this.#tell(answer));
    });
    this.#started = this.#start();
  }

  /** False once the process has ended, or has to be. */
  get alive(): boolean {
    return this.#alive;
  }

  /**
   * Runs the handler. Its time begins when the process is ready: what the start took is not of it (Lambda developer guide,
   * "Lambda execution environment lifecycle"). Never rejects: whatever goes wrong is an outcome, as Lambda has it.
   */
  async invoke(request: InvocationRequest, timeoutSeconds: number): Promise<Outcome> {
    this.#onBehalf = AsyncLocalStorage.snapshot();
    const broken = await this.#started;
    if (broken) {
      this.kill();
      return this.#failed(broken);
    }
    const { promise: answered, resolve } = Promise.withResolvers<Outcome>();
    this.#receive = (answer) => {
      if (answer.kind === "result" && answer.requestId === request.requestId) {
        resolve(this.#returned(answer.payload));
      } else if (answer.kind === "failure" && answer.requestId === request.requestId) {
        if (answer.isFatal) this.kill();
        resolve(this.#failed(answer.failure));
      }
    };
    void this.#exited.then((how) => {
      const errorMessage = `RequestId: ${request.requestId} Error: ${how}`;
      resolve(this.#failed({ errorType: "Runtime.ExitError", errorMessage }));
    });
    const timer = setTimeout(() => {
      const errorMessage = `RequestId: ${request.requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      resolve(this.#failed({ errorType: "Sandbox.Timedout", errorMessage }));
      this.kill();
    }, timeoutSeconds * 1000);
    this.#tell({ kind: "invoke", ...request, deadline: Date.now() + timeoutSeconds * 1000 });
    try {
      return await answered;
    } finally {
      clearTimeout(timer);
      this.#receive = () => undefined;
    }
  }

  /** A process that cannot be told anything is of no use. */
  #tell(message: SandboxMessage): void {
    if (this.#alive) this.#child.send(message, (error) => error && this.kill());
  }

  /** Ends the process at once, and with it what it is doing. */
  kill(): void {
    this.#alive = false;
    this.#child.kill("SIGKILL");
  }

  /** Resolves when the process has ended. */
  async ended(): Promise<void> {
    await this.#exited;
  }

  #start(): Promise<FunctionFailure | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve({ errorType: "Sandbox.Timedout", errorMessage: "Error: Init timed out after 10.00 seconds" });
      }, startMilliseconds);
      void this.#exited.then((how) => {
        clearTimeout(timer);
        resolve({ errorType: "Runtime.ExitError", errorMessage: `Error: ${how}` });
      });
      this.#child.on("message", (message) => {
        const told = message as RuntimeMessage;
        if (told.kind === "output") this.#output = (this.#output + told.text).slice(0, keptOutput);
        else if (told.kind === "ready" || told.kind === "broken") {
          clearTimeout(timer);
          resolve(told.kind === "broken" ? told.failure : undefined);
        } else this.#receive(told);
      });
    });
  }

  #returned(payload: string): Outcome {
    if (Buffer.byteLength(payload) <= resultBytes) return { payload, lines: this.#takeLines() };
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${resultBytes} bytes).`;
    return this.#failed({ errorType: "Function.ResponseSizeTooLarge", errorMessage });
  }

  #failed(failure: FunctionFailure): Outcome {
    return { payload: JSON.stringify(failure), functionError: "Unhandled", lines: this.#takeLines() };
  }

  #takeLines(): string[] {
    const lines = this.#output.split("\n").filter((line) => line !== "");
    this.#output = "";
    return lines;
  }
}

/** In Lambda's words. */
function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  if (code === 0) return "Runtime exited without providing a reason";
  const reason = signal === "SIGKILL" ? "signal: killed" : signal ? `signal: ${signal}` : `exit status ${code ?? 1}`;
  return `Runtime exited with error: ${reason}`;
}

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CrosstrustError } from "../../trust/CrosstrustError.ts";

/** The bundled plugins, running. */
export interface RunningPlugins {
  /** For PULUMI_DEBUG_PROVIDERS: `aws:PORT,okta:PORT`. */
  readonly debugProviders: string;
  close(): Promise<void>;
}

const main = fileURLToPath(new URL("main.ts", import.meta.url));
/** The folder of the program: its files' relative paths begin here, and the engine does not tell a plugin that it attaches to. */
const programFolder = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Starts the bundled plugins in a process of their own, because Node reads NODE_EXTRA_CA_CERTS only at its start.
 * @param env what the plugins' clients need: the proxy, the certificate authority, the vendors' credentials; it goes
 * before this process' own environment
 * @throws {CrosstrustError} ENGINE_FAILED where the process ends before it serves, with what it printed
 */
export async function startPlugins(env: Readonly<Record<string, string>>): Promise<RunningPlugins> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main], {
    cwd: programFolder,
    // A group of its own: Ctrl-C in a terminal goes to the whole group, and the engine still needs the plugins then.
    detached: true,
    env: { ...process.env, ...env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const printed: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  const exited = once(child, "exit");
  const ports = await firstLine(child).catch((cause: unknown) => {
    child.kill("SIGKILL");
    const detail = printed.join("").trim();
    throw new CrosstrustError("ENGINE_FAILED", `The bundled plugins did not start${detail && `:\n${detail}`}`, {
      cause,
    });
  });
  return {
    debugProviders: Object.entries(ports)
      .map(([name, port]) => `${name}:${port}`)
      .join(","),
    async close() {
      if (child.exitCode === null && child.signalCode === null) {
        child.stdin.end();
        child.kill("SIGTERM");
      }
      await exited;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<Readonly<Record<string, number>>> {
  if (child.stdout === null) throw new TypeError("the plugins' standard output is not a pipe");
  const lines = createInterface({ input: child.stdout });
  const failed = once(child, "error").then(([error]: unknown[]) => Promise.reject(error as Error));
  const ended = once(lines, "close").then(() => Promise.reject(new Error("it ended without a word")));
  const [line] = (await Promise.race([once(lines, "line"), ended, failed])) as [string];
  return JSON.parse(line) as Record<string, number>;
}

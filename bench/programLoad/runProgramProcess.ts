import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startIdleEngine } from "./startIdleEngine.ts";

/** What the Node process of one program used. */
export interface Usage {
  /** From its start until the program registers its first resource. */
  readonly seconds: number;
  /** The largest resident set, to the end of the program. */
  readonly megabytes: number;
}

export interface ProgramProcess {
  /** The project's folder. */
  readonly folder: string;
  /** PULUMI_CONFIG: the config as JSON. */
  readonly config: string;
  /** PULUMI_CONFIG_SECRET_KEYS: which of them are secret. */
  readonly secretKeys?: readonly string[];
  /** Whether Pulumi compiles the program's TypeScript, as it does unless Pulumi.yaml says otherwise. */
  readonly typescript: boolean;
  /** What Pulumi.yaml has under `nodeargs`. */
  readonly nodeArgs: readonly string[];
  /** What the program finds in its environment, beside that of this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** A folder for what one start leaves to the next: Node's and ts-node's compiled code. */
  readonly cache: string;
}

const executor = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run/index.js");
const preload = pathToFileURL(join(import.meta.dirname, "reportMemory.mjs")).href;

/**
 * Runs a program as Pulumi's language host does, with a preview's questions answered at once.
 * @throws Error with what the process printed, when the program fails or declares nothing
 */
export async function runProgramProcess(program: ProgramProcess): Promise<Usage> {
  const { folder, config, secretKeys = [], typescript, nodeArgs, environment, cache } = program;
  const engine = await startIdleEngine();
  const memory = join(cache, "memory");
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...nodeArgs,
      `--import=${preload}`,
      executor,
      "--dry-run",
      ...["--project=crosstrust", "--stack=dev", "--parallel=16", `--pwd=${folder}`, `--root-directory=${folder}`],
      ...[`--monitor=${engine.address}`, `--engine=${engine.address}`],
      "index.ts",
    ],
    {
      cwd: folder,
      env: {
        ...process.env,
        ...environment,
        NODE_COMPILE_CACHE: cache,
        TMPDIR: cache,
        PULUMI_CONFIG: config,
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
        PULUMI_NODEJS_TYPESCRIPT: String(typescript),
        CROSSTRUST_BENCH_MEMORY: memory,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const printed: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  const loaded = engine.firstResource.then(() => performance.now() - started);
  const [code] = (await once(child, "close")) as [number | null];
  engine.close();
  if (code !== 0 || engine.registered() === 0) {
    throw new Error(
      `The program ended with ${code ?? "a signal"}, ${engine.registered()} resources:\n${printed.join("")}`,
    );
  }
  return { seconds: (await loaded) / 1000, megabytes: Number(await readFile(memory, "utf8")) / 1024 };
}

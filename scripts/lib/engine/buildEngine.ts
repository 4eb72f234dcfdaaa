import { join } from "node:path";
import { runProgram } from "../process/runProgram.ts";
import { inProject } from "../projectRoot.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { pinnedEngineVersion } from "./Engine.ts";
import { fillEngineHome } from "./engineCache.ts";

const mainPackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const intervalMs = { interactive: 1000, plain: 20_000 };

/**
 * Builds the pinned engine with the machine's Go into the cache, from the modules that `engine/go.mod` pins and
 * `engine/go.sum` holds the checksums of: Go refuses what does not match, and `-mod=readonly` whatever they leave out.
 * @throws Error where there is no Go, or where the build fails
 */
export async function buildEngine(terminal: Terminal): Promise<void> {
  await requireGo();
  await fillEngineHome(async (stage) => {
    const progress = new BuildProgress(terminal);
    const { code, stderr } = await runProgram({
      command: "go",
      args: [
        ...["build", "-v", "-mod=readonly", "-trimpath", "-buildvcs=false"],
        ...["-ldflags", `-s -w -X ${versionVariable}=v${pinnedEngineVersion.version}`],
        ...["-o", join(stage, "bin", "pulumi"), mainPackage],
      ],
      cwd: inProject("engine"),
      env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
      signal: terminal.signal,
      onLine: (line) => progress.read(line),
    }).finally(() => progress.end());
    if (code !== 0) throw new Error(`go build failed: ${lastWords(stderr)}`);
  });
}

async function requireGo(): Promise<void> {
  const found = await runProgram({ command: "go", args: ["version"] }).catch(() => undefined);
  if (found === undefined) throw new Error("there is no Go on the PATH");
  if (found.code !== 0) throw new Error(`\`go version\` ended with exit code ${String(found.code)}`);
}

/** Reads `go build -v` (a line for each module that it downloads and each package that it compiles) and says how far it is. */
class BuildProgress {
  readonly #started = Date.now();
  readonly #timer: NodeJS.Timeout;
  #modules = 0;
  #packages = 0;

  constructor(terminal: Terminal) {
    const interval = terminal.interactive ? intervalMs.interactive : intervalMs.plain;
    this.#timer = setInterval(() => terminal.progress(this.#describe()), interval);
  }

  read(line: string): void {
    if (line.startsWith("go: downloading ")) this.#modules += 1;
    else if (/^[\w.-]+(\/[\w.~@-]+)*$/.test(line)) this.#packages += 1;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #describe(): string {
    const seconds = Math.round((Date.now() - this.#started) / 1000);
    const elapsed = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    return `Building the engine: ${this.#modules} modules downloaded, ${this.#packages} packages compiled, ${elapsed}`;
  }
}

function lastWords(stderr: string): string {
  const said = stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("go: downloading "));
  return said.slice(-4).join("; ") || "without a word";
}

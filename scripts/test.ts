import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { ensureEngine } from "./lib/engine/ensureEngine.ts";
import { inProject, projectRoot } from "./lib/projectRoot.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

/** The tiers that need more than Node, in the order in which they run after the fast tests. */
const slowTiers = ["test/engine/", "test/browser/"];

const command: ScriptCommand = {
  name: "test",
  summary: "Runs the tests: the fast ones, those on the real engine, those in a browser.",
  define(command, run) {
    const defined = command
      .argument("[files...]", "test files; all of them unless given")
      .option("--fast", "only the fast ones, which need no engine");
    return defined.action((files, { fast = false }) =>
      run(async (terminal) => {
        const selected = files.length > 0 ? files : await testFiles(fast);
        let path = process.env["PATH"] ?? "";
        if (!fast) {
          const engine = await ensureEngine(terminal);
          terminal.note(`engine ${engine.version.version}, ${engine.origin}: ${engine.command}`);
          path = [dirname(engine.command), path].join(delimiter);
        }
        const mocha = inProject("node_modules", "mocha", "bin", "mocha.js");
        const options = { cwd: projectRoot, env: { ...process.env, PATH: path }, stdio: "inherit" } as const;
        const child = spawn(process.execPath, [mocha, ...selected], options);
        terminal.signal.addEventListener("abort", () => child.kill("SIGINT"), { once: true });
        const code = await new Promise<number | null>((resolve, reject) => {
          child.once("error", reject);
          child.once("close", resolve);
        });
        if (terminal.signal.aborted) return 2;
        return code === 0 ? 0 : 1;
      }),
    );
  },
};
export default command;

/** All test files, the fast ones first. */
async function testFiles(fast: boolean): Promise<readonly string[]> {
  const names = await readdir(inProject("test"), { recursive: true });
  const files = names
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join("test", name))
    .sort();
  const tier = (file: string): number => slowTiers.findIndex((folder) => file.startsWith(folder));
  const quick = files.filter((file) => tier(file) < 0);
  if (fast) return quick;
  return [...quick, ...files.filter((file) => tier(file) >= 0).sort((one, other) => tier(one) - tier(other))];
}

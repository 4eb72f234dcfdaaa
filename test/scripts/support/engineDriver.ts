import { ProcessTerminal } from "../../../scripts/lib/cli/ProcessTerminal.ts";
import { describeError } from "../../../scripts/lib/cli/describeError.ts";
import { ensureEngine } from "../../../scripts/lib/engine/ensureEngine.ts";

// Run by tests in a process of its own, as PATH, home and cache are the process's.
const terminal = new ProcessTerminal(process);
let code = 0;
try {
  const { command, version, origin } = await ensureEngine(terminal);
  terminal.out(`${origin} ${version.version} ${command}`);
} catch (error) {
  for (const line of describeError(error)) terminal.note(line);
  code = 2;
}
await terminal.close();
process.exit(code);

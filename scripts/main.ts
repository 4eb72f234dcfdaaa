import { ProcessTerminal } from "./lib/cli/ProcessTerminal.ts";
import { runCommandLine } from "./lib/cli/runCommandLine.ts";

const terminal = new ProcessTerminal(process);
const code = await runCommandLine(process.argv.slice(2), terminal);
await terminal.close();
// Connections that a library keeps open must not hold the process back.
process.exit(code);

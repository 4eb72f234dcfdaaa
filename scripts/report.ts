import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "report",
  summary: "Draws who reaches what, as a page, a picture or a diagram: of what is deployed, declared or changed.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .option("--working-tree", "of the config alone, without engine and backend")
      .option("--changes", "of what is deployed and the config: what comes, what goes and what stays")
      .option("--against <file>", "as --changes, of another config and this one, without engine and backend")
      .option("--html <file>", "write a page with graphs, tables and search")
      .option("--svg <file>", "write the graphs as a picture")
      .option("--mermaid <file>", "write the graphs as a Mermaid flowchart; in a fence where the file is Markdown")
      .option("--json <file>", "write graphs and tables as data")
      .option("--verify <file>", "show the results that `npm run verify -- --json` wrote");
    return defined.action((options) =>
      run(async (terminal) => {
        const { runReport } = await import("./lib/report/runReport.ts");
        await runReport(options, terminal);
        return 0;
      }),
    );
  },
};
export default command;

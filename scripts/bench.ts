import { writeJson } from "./lib/writeJson.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "bench",
  summary: "Measures, and compares with a peer or a limit in the same run; a figure over its limit is a finding.",
  define(command, run) {
    const defined = command
      .argument("[names...]", "the benchmarks to run; all of them unless given")
      .option("--json <file>", "write the figures to a file, too");
    return defined.action((names, { json }) =>
      run(async (terminal) => {
        const { withinLimit } = await import("../bench/Bench.ts");
        const { runBenches } = await import("../bench/runBenches.ts");
        const figures = await runBenches(names, (line) => terminal.out(line));
        const ok = figures.every(withinLimit);
        if (json !== undefined) await writeJson(json, { ok, figures });
        return ok ? 0 : 1;
      }),
    );
  },
};
export default command;

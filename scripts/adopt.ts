import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "adopt",
  summary:
    "Finds at the vendors, by name, what the program would create, and writes the file that imports it. It changes nothing.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .option("--out <file>", "the import file, instead of import.<stack>.json")
      .option("--json <file>", "write what was found to a file");
    return defined.action(({ stack, configFile, out, json }) =>
      run(async (terminal) => {
        const { readStackConfig } = await import("./lib/stack/readStackConfig.ts");
        // Faults of the config are told before an engine is started.
        await readStackConfig(stack, configFile);
        const [{ openStack }, { runAdopt }] = await Promise.all([
          import("./lib/stack/openStack.ts"),
          import("./lib/adopt/runAdopt.ts"),
        ]);
        const options = { out: out ?? `import.${stack.split("/").at(-1) ?? stack}.json`, configFile, json };
        return runAdopt({ open: () => openStack({ stack, configFile, terminal }), ...options }, terminal);
      }),
    );
  },
};
export default command;

import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "preflight",
  summary: "Looks at what a deployment will rely on: issuers, secrets, what is taken or missing. It only reads.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .option("--json <file>", "write the findings to a file");
    return defined.action(({ stack, configFile, json }) =>
      run(async (terminal) => {
        const [{ preflightStack }, { describeFinding }, { openStack }, { readStackConfig }, { writeJson }] =
          await Promise.all([
            import("./lib/preflight/preflightStack.ts"),
            import("./lib/preflight/runPreflight.ts"),
            import("./lib/stack/openStack.ts"),
            import("./lib/stack/readStackConfig.ts"),
            import("./lib/writeJson.ts"),
          ]);
        const settings = await readStackConfig(stack, configFile);
        const findings = await preflightStack(await openStack({ stack, configFile, terminal }), settings, terminal);
        for (const finding of findings) for (const line of describeFinding(finding)) terminal.out(line);
        if (findings.length === 0) terminal.out("nothing to report");
        if (json !== undefined) await writeJson(json, { stack, findings });
        return findings.length === 0 ? 0 : 1;
      }),
    );
  },
};
export default command;

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { collect } from "./lib/cli/collect.ts";
import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "drift",
  summary: "Says what differs at the vendors from what was declared, and what nobody declared. It only reads.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .option("--allow <file>", "what is accepted, instead of drift.allow.yaml")
      .option("--expiring-days <days>", "how long before its end a secret is told of", readDays, 30)
      .option(
        "--deployer <client id>",
        "an application of Microsoft's that deploys the stack, and may own what it made; those of the environment count too; once for each",
        collect,
        [] as readonly string[],
      )
      .option("--json <file>", "write the findings to a file")
      .option("--markdown <file>", "write the findings as the body of an issue")
      .option("--sarif <file>", "write the findings as SARIF 2.1.0, for code scanning");
    return defined.action(({ stack, configFile, ...options }) =>
      run(async (terminal) => {
        const [{ openStack }, { runDrift }] = await Promise.all([
          import("./lib/stack/openStack.ts"),
          import("./lib/drift/runDrift.ts"),
        ]);
        return runDrift({ stack, open: () => openStack({ stack, configFile, terminal }), ...options }, terminal);
      }),
    );
  },
};
export default command;

/** As much as a secret of Microsoft's lasts at most, and then some. */
const mostDays = 3650;

function readDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days <= mostDays) return days;
  throw new InvalidArgumentError(`It takes whole days, 0 to ${mostDays}.`);
}

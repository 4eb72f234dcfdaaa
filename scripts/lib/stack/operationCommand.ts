import { Option } from "@commander-js/extra-typings";
import { configFileOption, stackOption } from "../cli/stackOptions.ts";
import type { ScriptCommand, Terminal } from "../ScriptCommand.ts";
import { writeJson } from "../writeJson.ts";
import { describeChange, describeOutcome } from "./describeChanges.ts";
import type { Settings } from "../../../trust/Settings.ts";
import type { OpenStack } from "./openStack.ts";
import type { Operation } from "./runOperation.ts";

export interface OperationCommand {
  readonly name: Operation;
  readonly summary: string;
  /** Asked before anything is done, unless with `--yes`; throws where the answer is no. */
  readonly confirm?: (stack: string, terminal: Terminal) => Promise<void>;
}

/**
 * A command that runs one operation of the engine on a stack, and says which resources it changed. It ends with 0 when the
 * operation was done, whatever it changed.
 */
export function operationCommand({ name, summary, confirm }: OperationCommand): ScriptCommand {
  return {
    name,
    summary,
    define(command, run) {
      const defined = command
        .addOption(stackOption())
        .addOption(configFileOption())
        .option("--json <file>", "write what changed to a file")
        .addOption(new Option("--refresh", "read first what the vendors hold").hideHelp(name === "refresh"))
        .addOption(new Option("--yes", "do not ask").hideHelp(confirm === undefined))
        .addOption(new Option("--skip-preflight", "do not look at the issuers first").hideHelp(name !== "up"));
      return defined.action(({ stack, configFile, json, refresh = false, yes = false, skipPreflight = false }) =>
        run(async (terminal) => {
          const { readStackConfig } = await import("./readStackConfig.ts");
          const settings = await readStackConfig(stack, configFile);
          if (name === "up") {
            const { enforcePolicies } = await import("../policy/enforcePolicies.ts");
            await enforcePolicies({ stack, configFile }, settings, terminal);
          }
          const { openStack } = await import("./openStack.ts");
          const { runOperation } = await import("./runOperation.ts");
          const open = await openStack({ stack, configFile, terminal });
          if (!yes) await confirm?.(stack, terminal);
          if (name === "up" && !skipPreflight) await preflight(open, settings, terminal, refresh);

          const started = Date.now();
          const report = await runOperation(open, name, terminal, {
            refresh,
            onChange: (change) => terminal.out(describeChange(change)),
          });
          terminal.out(describeOutcome(report, (Date.now() - started) / 1000));
          if (json !== undefined) await writeJson(json, report);
          return 0;
        }),
      );
    },
  };
}

/** Warnings are said; an error stops the deployment before anything is changed. */
async function preflight(open: OpenStack, settings: Settings, terminal: Terminal, refreshes: boolean): Promise<void> {
  const { preflightStack } = await import("../preflight/preflightStack.ts");
  const { describeFinding, refuseErrors } = await import("../preflight/runPreflight.ts");
  terminal.progress("preflight …");
  const findings = await preflightStack(open, settings, terminal, { refreshes });
  for (const finding of findings.filter(({ severity }) => severity === "warning")) {
    for (const line of describeFinding(finding)) terminal.note(line);
  }
  refuseErrors(findings);
}

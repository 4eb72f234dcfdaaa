import { once } from "node:events";
import { resolve } from "node:path";
import { Option } from "@commander-js/extra-typings";
import { parseFaults } from "../sandbox/parseFaults.ts";
import type { Refusal } from "../sandbox/Vendor.ts";
import { writeEnvFile } from "../sandbox/writeEnvFile.ts";
import { readPort } from "./lib/cli/readPort.ts";
import { describeRefusal } from "./lib/rehearsal/describeRefusal.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "sandbox",
  summary: "Answers for the vendors' hosts on this machine until it is interrupted.",
  define(command, run) {
    const defined = command
      .requiredOption("--env <file>", "write what clients need to a shell file, to be sourced")
      .option("--port <port>", "of the proxy; a free one unless given", readPort)
      .option("--state <file>", "keep the state in a file, over restarts")
      .option("--faults <spec>", "operations that fail, such as okta.createScope=429x2")
      .addOption(
        new Option("--graph-consistency <kind>", "how Microsoft Graph shows what was just written")
          .choices(["immediate", "eventual"] as const)
          .default("immediate" as const),
      )
      .option("--stack <name>", "whose config is rehearsed", "dev")
      .option("--config-file <file>", "the stack's config, instead of Pulumi.<stack>.yaml")
      .addOption(
        new Option("--plugins <kind>", "provider plugins")
          .choices(["bundled", "real"] as const)
          .default("bundled" as const),
      );
    return defined.action(({ stack, configFile, env, port, faults, state, plugins, graphConsistency }) =>
      run(async (terminal) => {
        const [{ prepareByHand }, { startRehearsal }] = await Promise.all([
          import("./lib/rehearsal/prepareByHand.ts"),
          import("./lib/rehearsal/startRehearsal.ts"),
        ]);
        const onRefusal = (refusal: Refusal): void => terminal.note(`refused: ${describeRefusal(refusal)}`);
        const rehearsal = await startRehearsal({
          stack,
          configFile,
          port,
          plugins,
          graphConsistency,
          stateFile: state === undefined ? undefined : resolve(state),
          faults: faults === undefined ? undefined : parseFaults(faults),
          onRefusal,
          terminal,
        });
        try {
          for (const step of await prepareByHand(rehearsal, stack, terminal)) terminal.out(`by hand: ${step}`);
          await writeEnvFile(resolve(env), rehearsal.environment);
          terminal.out(
            `ready ${rehearsal.sandbox.url}: source ${env}; pulumi up -s ${stack} --config-file "$CROSSTRUST_CONFIG_FILE"`,
          );
          if (!terminal.signal.aborted) await once(terminal.signal, "abort");
        } finally {
          await rehearsal.close();
        }
        const { refusals } = rehearsal.sandbox;
        if (refusals.length === 0) return 0;
        terminal.out(`${refusals.length} requests were refused:`);
        for (const refusal of refusals) terminal.out(`  ${describeRefusal(refusal)}`);
        return 1;
      }),
    );
  },
};
export default command;

import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

/** For files that hold a revealed secret: their owner alone may read them. */
const ownerOnly = 0o600;
const everyone = 0o644;

const command: ScriptCommand = {
  name: "handoff",
  summary: "Prints the values and clicks for a system where no API does it: Key Insight, JumpCloud, Azure AD B2C.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .requiredOption("--for <name>", "the relying party or B2C issuer, by its name in the config")
      .option("--reveal", "show secrets; files are then readable by their owner alone")
      .option("--markdown <file>", "write the sheet to a file, as Markdown")
      .option("--json <file>", "write the sheet to a file, as JSON")
      .option("--curl-config", "with --reveal: print the credentials alone, for `curl --config -`");
    return defined.action(({ stack, configFile, for: name, reveal = false, markdown, json, curlConfig = false }) =>
      run(async (terminal) => {
        if (curlConfig && !reveal) {
          throw new CrosstrustError("USAGE", "The credentials are secret.", {
            where: "--curl-config",
            expected: "--reveal beside it",
          });
        }
        const [
          { createHandoff, createIssuerHandoff },
          { openStack },
          { readStackConfig },
          { readStackOutputs },
          { renderMarkdown },
          { renderText },
          { writeFileAtomically },
          { writeJson },
        ] = await Promise.all([
          import("./lib/handoff/createHandoff.ts"),
          import("./lib/stack/openStack.ts"),
          import("./lib/stack/readStackConfig.ts"),
          import("./lib/stack/readStackOutputs.ts"),
          import("./lib/handoff/renderMarkdown.ts"),
          import("./lib/handoff/renderText.ts"),
          import("./lib/writeFileAtomically.ts"),
          import("./lib/writeJson.ts"),
        ]);
        const { model } = await readStackConfig(stack, configFile);
        const read = async () => readStackOutputs(await openStack({ stack, configFile, terminal }));
        const { sheet, curlConfig: credentials } =
          createIssuerHandoff(model, name) ?? createHandoff({ ...(await read()), stack, name, reveal });
        if (curlConfig && credentials === undefined) {
          throw new CrosstrustError("USAGE", `There is nothing to try for ${name}.`, {
            where: "--curl-config",
            expected: "a relying party of the kind fortanix-key-insight",
          });
        }
        const mode = reveal ? ownerOnly : everyone;
        if (markdown !== undefined) await writeFileAtomically(markdown, renderMarkdown(sheet), mode);
        if (json !== undefined) await writeJson(json, sheet, mode);
        for (const line of curlConfig ? (credentials ?? []) : renderText(sheet)) terminal.out(line);
        return 0;
      }),
    );
  },
};
export default command;

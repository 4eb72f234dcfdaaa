import { Option } from "@commander-js/extra-typings";
import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

/** For files that hold a revealed secret: their owner alone may read them. */
const ownerOnly = 0o600;
const everyone = 0o644;

const command: ScriptCommand = {
  name: "handoff",
  summary:
    "Prints the values and clicks for a system where no API does it: Key Insight, JumpCloud, Jira Service Management, Azure AD B2C.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .requiredOption("--for <name>", "the relying party or issuer, by its name in the config")
      .addOption(
        new Option(
          "--take",
          "ask for the client ids and secrets of an issuer's applications, and put them into the config",
        ).conflicts(["reveal", "markdown", "html", "curlConfig"]),
      )
      .option("--reveal", "show secrets; files are then readable by their owner alone")
      .option("--markdown <file>", "write the sheet to a file, as Markdown")
      .option("--html <file>", "write the sheet to a file, as a page to read or to print")
      .option("--json <file>", "write the sheet to a file, as JSON")
      .option("--curl-config", "with --reveal: print the credentials alone, for `curl --config -`");
    return defined.action(
      ({ stack, configFile, for: name, reveal = false, markdown, html, json, curlConfig = false, take = false }) =>
        run(async (terminal) => {
          if (curlConfig && !reveal) {
            throw new CrosstrustError("USAGE", "The credentials are secret.", {
              where: "--curl-config",
              expected: "--reveal beside it",
            });
          }
          const [
            { createHandoff, createIssuerHandoff, issuerNameOf },
            { openStack },
            { readStackConfig },
            { readStackOutputs },
            { renderHtml },
            { renderMarkdown },
            { renderText },
            { writeFileAtomically },
            { writeJson },
          ] = await Promise.all([
            import("./lib/handoff/createHandoff.ts"),
            import("./lib/stack/openStack.ts"),
            import("./lib/stack/readStackConfig.ts"),
            import("./lib/stack/readStackOutputs.ts"),
            import("./lib/handoff/renderHtml.ts"),
            import("./lib/handoff/renderMarkdown.ts"),
            import("./lib/handoff/renderText.ts"),
            import("./lib/writeFileAtomically.ts"),
            import("./lib/writeJson.ts"),
          ]);
          const { model } = await readStackConfig(stack, configFile);
          if (take) {
            const { runTaking } = await import("./lib/handoff/runTaking.ts");
            const open = await openStack({ stack, configFile, terminal });
            const taken = await runTaking(open, model, issuerNameOf(name), terminal);
            if (json !== undefined) await writeJson(json, { taken });
            terminal.out(taken.length === 0 ? "nothing was taken" : `in the config, encrypted: ${taken.join(", ")}`);
            return 0;
          }
          const read = async () => readStackOutputs(await openStack({ stack, configFile, terminal }));
          const { sheet, curlConfig: credentials } =
            createIssuerHandoff(model, name, stack) ?? createHandoff({ ...(await read()), stack, name, reveal });
          if (curlConfig && credentials === undefined) {
            throw new CrosstrustError("USAGE", `There is nothing to try for ${name}.`, {
              where: "--curl-config",
              expected: "a relying party of the kind fortanix-key-insight",
            });
          }
          const mode = reveal ? ownerOnly : everyone;
          if (markdown !== undefined) await writeFileAtomically(markdown, renderMarkdown(sheet), mode);
          if (html !== undefined) await writeFileAtomically(html, renderHtml(sheet), mode);
          if (json !== undefined) await writeJson(json, sheet, mode);
          for (const line of curlConfig ? (credentials ?? []) : renderText(sheet)) terminal.out(line);
          return 0;
        }),
    );
  },
};
export default command;

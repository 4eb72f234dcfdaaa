import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import { lastingPurposes, purposes } from "./lib/permissions/Purpose.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "permissions",
  summary:
    "Derives from a stack's config the least rights at each vendor, to deploy with, to read with or to adopt with.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .addOption(
        new Option("--for <purpose>", "only these rights; to deploy and to read unless given").choices(purposes),
      )
      .option("--out <folder>", "write policies and sheets to apply to a folder")
      .option("--account <id>", "the AWS account", readAccount)
      .option(
        "--github <owner/name>",
        "the repository whose workflows act at AWS and Microsoft, with the ids that its subjects have",
        readRepository,
      )
      .option("--json <file>", "write everything to a file");
    return defined.action(({ stack, configFile, for: purpose, out, account, github, json }) =>
      run(async (terminal) => {
        const [
          { permissionSheets },
          { readProviderConfig },
          { readStackConfig },
          { describeSheet, sheetsAsJson, writeSheets },
          { writeJson },
        ] = await Promise.all([
          import("./lib/permissions/permissionSheets.ts"),
          import("./lib/stack/readProviderConfig.ts"),
          import("./lib/stack/readStackConfig.ts"),
          import("./lib/permissions/writeSheets.ts"),
          import("./lib/writeJson.ts"),
        ]);
        const { model } = await readStackConfig(stack, configFile);
        const { awsRegion, tenantId } = await readProviderConfig(stack, configFile);
        const written: string[] = [];
        const data: Record<string, unknown> = {};
        for (const wanted of purpose === undefined ? lastingPurposes : [purpose]) {
          const request = { model, stack, purpose: wanted, awsRegion, tenantId, accountId: account, github };
          const sheets = permissionSheets(request);
          terminal.out(`To ${wanted}:`);
          for (const line of sheets.flatMap(describeSheet)) terminal.out(`  ${line}`);
          data[wanted] = sheetsAsJson(sheets);
          if (out !== undefined) written.push(...(await writeSheets(out, stack, wanted, sheets)));
        }
        if (json !== undefined) await writeJson(json, { stack, ...data });
        terminal.out(
          out === undefined
            ? "--out FOLDER writes the files that are named above"
            : `${written.length} files in ${out}`,
        );
        return 0;
      }),
    );
  },
};
export default command;

function readAccount(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("It takes an AWS account's id, twelve digits.");
}

/** With ids, or without; as GitHub's API says what its subjects begin with, too. */
function readRepository(text: string): string {
  const repository = text.replace(/^repo:/, "");
  if (/^(?:[\w.-]+\/[\w.-]+|[\w.-]+@\d+\/[\w.-]+@\d+)$/.test(repository)) return repository;
  throw new InvalidArgumentError("It takes a repository of GitHub's, owner/name or owner@id/name@id.");
}

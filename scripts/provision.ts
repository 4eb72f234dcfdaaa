import { join } from "node:path";
import { Option } from "@commander-js/extra-typings";
import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { askLine } from "./lib/cli/askLine.ts";
import { collect } from "./lib/cli/collect.ts";
import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { Step } from "./lib/provision/PeopleDirectory.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const resendOption = () =>
  new Option(
    "--resend <whose>",
    "in a user pool: give those who never signed in another first password, all or only where theirs has expired",
  ).choices(["expired", "waiting"] as const);

const command: ScriptCommand = {
  name: "provision",
  summary: "Makes a directory hold the people of a file: checks the file whole, shows a plan, then carries it out.",
  define(command, run) {
    const defined = command
      .argument("<file>", "people, as .csv or .json")
      .addOption(stackOption())
      .addOption(configFileOption())
      .option("--for <name>", "the user pool or relying party whose people they are, where more than one has people")
      .option("--plan", "only show what would be done; exit 1 when there is something")
      .option("--yes", "do not ask")
      .option(
        "--invite",
        "in a user pool: Cognito sends new people their first password, unless the file says otherwise",
      )
      .option("--permanent", "in a user pool: generated passwords stay, unless the file says otherwise")
      .addOption(resendOption())
      .option(
        "--seal-for <file>",
        "a public key (PEM or JWK) that generated passwords are sealed for; once for each reader",
        collect,
        [] as readonly string[],
      )
      .option("--passwords <file>", "where the sealed passwords go, instead of a new file in .crosstrust")
      .option("--json <file>", "write plan and results to a file; no password is in it");
    return defined.action((file, options) =>
      run(async (terminal) => {
        const { stack, configFile, plan: planOnly = false, yes = false, sealFor, json } = options;
        const { invite = false, permanent = false, resend, for: wanted } = options;
        const [
          { openDirectory },
          { PasswordFile },
          { describeStep },
          { readSealingKey },
          { readStackConfig },
          { writeJson },
        ] = await Promise.all([
          import("./lib/provision/openDirectory.ts"),
          import("./lib/provision/PasswordFile.ts"),
          import("./lib/provision/planPeople.ts"),
          import("./lib/sealed/seal.ts"),
          import("./lib/stack/readStackConfig.ts"),
          import("./lib/writeJson.ts"),
        ]);
        const { model } = await readStackConfig(stack, configFile);
        const request = { file, stack, configFile, terminal, wanted, invite, permanent, resend };
        const { count, provision } = await openDirectory(request, model);
        const keys = await Promise.all(sealFor.map(readSealingKey));

        terminal.progress(`Comparing ${count} people with the directory …`);
        const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
        const place = options.passwords ?? join(".crosstrust", `passwords-${stack.replaceAll("/", "-")}-${stamp}.json`);
        const { plan, results, passwords } = await provision({
          planOnly,
          onPlan(steps, names) {
            for (const [index, step] of steps.entries()) terminal.out(describeStep(step, names[index] ?? ""));
            terminal.out(summary(steps));
          },
          passwordFile() {
            if (keys.length === 0) {
              throw new CrosstrustError(
                "USAGE",
                "There are passwords to be made, and they need somebody to be sealed for.",
                { where: "--seal-for", expected: "a file with the public key of who hands the passwords over" },
              );
            }
            const passwordFile = new PasswordFile(place, stack, keys);
            terminal.note(`Passwords go to ${place}, sealed; where this is interrupted, it is there that they are.`);
            return passwordFile;
          },
          async confirm() {
            if (yes) return;
            if (!terminal.interactive) {
              throw new CrosstrustError("USAGE", "Without a terminal to ask on, `provision` wants --yes.", {
                where: "--yes",
              });
            }
            if ((await askLine("Carry this out? Type yes to go on: ", terminal)) === "yes") return;
            throw new CrosstrustError("USAGE", "Nothing was changed: the answer was not yes.");
          },
          onResult({ outcome, reason }, name) {
            if (outcome !== "unchanged")
              terminal.out(`${outcome.padEnd(9)} ${name}${reason === undefined ? "" : `: ${reason}`}`);
          },
        });
        if (passwords !== undefined) {
          terminal.out(
            `passwords: ${passwords}, sealed; \`npm run unseal -- ${passwords} --key FILE --reveal\` opens it`,
          );
        }
        if (json !== undefined) await writeJson(json, { stack, plan, results, passwords });
        const pending = planOnly && plan.some(({ kind }) => kind !== "unchanged");
        return pending || results.some(({ outcome }) => outcome === "failed") ? 1 : 0;
      }),
    );
  },
};
export default command;

function summary(steps: readonly Step<unknown>[]): string {
  const count = (kind: Step<unknown>["kind"]): number => steps.filter((step) => step.kind === kind).length;
  return `${count("create")} to create, ${count("update")} to update, ${count("unchanged")} unchanged`;
}
